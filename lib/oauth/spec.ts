/** The documents that Pixy cites and every section that is cited, each under its own title. */

/** `anchor`: how the document's HTML names its sections. */
interface SpecDocument {
  readonly name: string;
  readonly title: string;
  readonly url: string;
  readonly anchor: 'ietf' | 'openid';
}

const rfc = (number: number, title: string): SpecDocument => ({
  name: `RFC ${number}`,
  title,
  url: `https://www.rfc-editor.org/rfc/rfc${number}`,
  anchor: 'ietf',
});

const openid = (file: string, name: string, title: string): SpecDocument => ({
  name,
  title,
  url: `https://openid.net/specs/${file}.html`,
  anchor: 'openid',
});

export const documents = {
  RFC3986: rfc(3986, 'Uniform Resource Identifier (URI): Generic Syntax'),
  RFC4648: rfc(4648, 'The Base16, Base32, and Base64 Data Encodings'),
  RFC6749: rfc(6749, 'The OAuth 2.0 Authorization Framework'),
  RFC6750: rfc(6750, 'The OAuth 2.0 Authorization Framework: Bearer Token Usage'),
  RFC7009: rfc(7009, 'OAuth 2.0 Token Revocation'),
  RFC7515: rfc(7515, 'JSON Web Signature (JWS)'),
  RFC7516: rfc(7516, 'JSON Web Encryption (JWE)'),
  RFC7517: rfc(7517, 'JSON Web Key (JWK)'),
  RFC7518: rfc(7518, 'JSON Web Algorithms (JWA)'),
  RFC7519: rfc(7519, 'JSON Web Token (JWT)'),
  RFC7636: rfc(7636, 'Proof Key for Code Exchange by OAuth Public Clients'),
  RFC8252: rfc(8252, 'OAuth 2.0 for Native Apps'),
  RFC8414: rfc(8414, 'OAuth 2.0 Authorization Server Metadata'),
  RFC8707: rfc(8707, 'Resource Indicators for OAuth 2.0'),
  RFC8725: rfc(8725, 'JSON Web Token Best Current Practices'),
  RFC9068: rfc(9068, 'JSON Web Token (JWT) Profile for OAuth 2.0 Access Tokens'),
  RFC9110: rfc(9110, 'HTTP Semantics'),
  RFC9111: rfc(9111, 'HTTP Caching'),
  RFC9112: rfc(9112, 'HTTP/1.1'),
  RFC9207: rfc(9207, 'OAuth 2.0 Authorization Server Issuer Identification'),
  RFC9700: rfc(9700, 'Best Current Practice for OAuth 2.0 Security'),
  'OAuth-Responses': openid(
    'oauth-v2-multiple-response-types-1_0',
    'OAuth 2.0 Multiple Response Types',
    'OAuth 2.0 Multiple Response Type Encoding Practices',
  ),
  'OIDC-Core': openid(
    'openid-connect-core-1_0',
    'OpenID Connect Core',
    'OpenID Connect Core 1.0 incorporating errata set 2',
  ),
  'OIDC-Discovery': openid(
    'openid-connect-discovery-1_0',
    'OpenID Connect Discovery',
    'OpenID Connect Discovery 1.0 incorporating errata set 2',
  ),
  'OIDC-RPInitiated': openid(
    'openid-connect-rpinitiated-1_0',
    'OpenID Connect RP-Initiated Logout',
    'OpenID Connect RP-Initiated Logout 1.0',
  ),
} as const satisfies Record<string, SpecDocument>;

export type DocumentId = keyof typeof documents;

/** Every section that may be cited, with its own title. A section that is not listed does not compile. */
export const sections = {
  'RFC3986-6.2.1': 'Simple String Comparison',

  'RFC4648-5': 'Base 64 Encoding with URL and Filename Safe Alphabet',

  'RFC6749-1.1': 'Roles',
  'RFC6749-1.2': 'Protocol Flow',
  'RFC6749-1.3.1': 'Authorization Code',
  'RFC6749-1.4': 'Access Token',
  'RFC6749-1.5': 'Refresh Token',
  'RFC6749-2': 'Client Registration',
  'RFC6749-2.1': 'Client Types',
  'RFC6749-2.2': 'Client Identifier',
  'RFC6749-2.3': 'Client Authentication',
  'RFC6749-2.3.1': 'Client Password',
  'RFC6749-3.1': 'Authorization Endpoint',
  'RFC6749-3.1.1': 'Response Type',
  'RFC6749-3.1.2': 'Redirection Endpoint',
  'RFC6749-3.1.2.2': 'Registration Requirements',
  'RFC6749-3.1.2.3': 'Dynamic Configuration',
  'RFC6749-3.1.2.4': 'Invalid Endpoint',
  'RFC6749-3.1.2.5': 'Endpoint Content',
  'RFC6749-3.2': 'Token Endpoint',
  'RFC6749-3.2.1': 'Client Authentication',
  'RFC6749-3.3': 'Access Token Scope',
  'RFC6749-4.1': 'Authorization Code Grant',
  'RFC6749-4.1.1': 'Authorization Request',
  'RFC6749-4.1.2': 'Authorization Response',
  'RFC6749-4.1.2.1': 'Error Response',
  'RFC6749-4.1.3': 'Access Token Request',
  'RFC6749-4.1.4': 'Access Token Response',
  'RFC6749-5.1': 'Successful Response',
  'RFC6749-5.2': 'Error Response',
  'RFC6749-6': 'Refreshing an Access Token',
  'RFC6749-7': 'Accessing Protected Resources',
  'RFC6749-7.1': 'Access Token Types',
  'RFC6749-10.2': 'Client Impersonation',
  'RFC6749-10.3': 'Access Tokens',
  'RFC6749-10.4': 'Refresh Tokens',
  'RFC6749-10.5': 'Authorization Codes',
  'RFC6749-10.6': 'Authorization Code Redirection URI Manipulation',
  'RFC6749-10.12': 'Cross-Site Request Forgery',
  'RFC6749-10.15': 'Open Redirectors',
  'RFC6749-B': 'Use of application/x-www-form-urlencoded Media Type',

  'RFC6750-2': 'Authenticated Requests',
  'RFC6750-2.1': 'Authorization Request Header Field',
  'RFC6750-2.2': 'Form-Encoded Body Parameter',
  'RFC6750-2.3': 'URI Query Parameter',
  'RFC6750-3': 'The WWW-Authenticate Response Header Field',
  'RFC6750-3.1': 'Error Codes',
  'RFC6750-4': 'Example Access Token Response',
  'RFC6750-5.2': 'Threat Mitigation',
  'RFC6750-5.3': 'Summary of Recommendations',

  'RFC7009-2': 'Token Revocation',
  'RFC7009-2.1': 'Revocation Request',
  'RFC7009-2.2': 'Revocation Response',
  'RFC7009-2.2.1': 'Error Response',
  'RFC7009-2.3': 'Cross-Origin Support',

  'RFC7515-3.1': 'JWS Compact Serialization Overview',
  'RFC7515-4': 'JOSE Header',
  'RFC7515-4.1.1': '"alg" (Algorithm) Header Parameter',
  'RFC7515-4.1.4': '"kid" (Key ID) Header Parameter',
  'RFC7515-4.1.9': '"typ" (Type) Header Parameter',
  'RFC7515-4.1.11': '"crit" (Critical) Header Parameter',
  'RFC7515-5.2': 'Message Signature or MAC Validation',
  'RFC7515-7.1': 'JWS Compact Serialization',
  'RFC7515-C': 'Notes on Implementing base64url Encoding without Padding',

  'RFC7516-3.1': 'JWE Compact Serialization Overview',
  'RFC7516-4.1.2': '"enc" (Encryption Algorithm) Header Parameter',
  'RFC7516-7.1': 'JWE Compact Serialization',
  'RFC7516-9': 'Distinguishing between JWS and JWE Objects',

  'RFC7517-4': 'JSON Web Key (JWK) Format',
  'RFC7517-4.1': '"kty" (Key Type) Parameter',
  'RFC7517-4.2': '"use" (Public Key Use) Parameter',
  'RFC7517-4.4': '"alg" (Algorithm) Parameter',
  'RFC7517-4.5': '"kid" (Key ID) Parameter',
  'RFC7517-4.7': '"x5c" (X.509 Certificate Chain) Parameter',
  'RFC7517-4.8': '"x5t" (X.509 Certificate SHA-1 Thumbprint) Parameter',
  'RFC7517-5': 'JWK Set Format',
  'RFC7517-5.1': '"keys" Parameter',

  'RFC7518-3.1': '"alg" (Algorithm) Header Parameter Values for JWS',
  'RFC7518-3.2': 'HMAC with SHA-2 Functions',
  'RFC7518-3.3': 'Digital Signature with RSASSA-PKCS1-v1_5',
  'RFC7518-3.5': 'Digital Signature with RSASSA-PSS',
  'RFC7518-3.6': 'Using the Algorithm "none"',
  'RFC7518-6.3.1.1': '"n" (Modulus) Parameter',
  'RFC7518-6.3.1.2': '"e" (Exponent) Parameter',

  'RFC7519-2': 'Terminology',
  'RFC7519-3': 'JSON Web Token (JWT) Overview',
  'RFC7519-4': 'JWT Claims',
  'RFC7519-4.1': 'Registered Claim Names',
  'RFC7519-4.1.1': '"iss" (Issuer) Claim',
  'RFC7519-4.1.2': '"sub" (Subject) Claim',
  'RFC7519-4.1.3': '"aud" (Audience) Claim',
  'RFC7519-4.1.4': '"exp" (Expiration Time) Claim',
  'RFC7519-4.1.5': '"nbf" (Not Before) Claim',
  'RFC7519-4.1.6': '"iat" (Issued At) Claim',
  'RFC7519-4.1.7': '"jti" (JWT ID) Claim',
  'RFC7519-4.2': 'Public Claim Names',
  'RFC7519-4.3': 'Private Claim Names',
  'RFC7519-5.1': '"typ" (Type) Header Parameter',
  'RFC7519-6': 'Unsecured JWTs',
  'RFC7519-7.2': 'Validating a JWT',

  'RFC7636-1': 'Introduction',
  'RFC7636-1.1': 'Protocol Flow',
  'RFC7636-4.1': 'Client Creates a Code Verifier',
  'RFC7636-4.2': 'Client Creates the Code Challenge',
  'RFC7636-4.3': 'Client Sends the Code Challenge with the Authorization Request',
  'RFC7636-4.4': 'Server Returns the Code',
  'RFC7636-4.4.1': 'Error Response',
  'RFC7636-4.5': 'Client Sends the Authorization Code and the Code Verifier to the Token Endpoint',
  'RFC7636-4.6': 'Server Verifies code_verifier before Returning the Tokens',
  'RFC7636-5': 'Compatibility',
  'RFC7636-7.1': 'Entropy of the code_verifier',
  'RFC7636-7.2': 'Protection against Eavesdroppers',
  'RFC7636-7.3': 'Salting the code_challenge',
  'RFC7636-A': 'Notes on Implementing Base64url Encoding without Padding',
  'RFC7636-B': 'Example for the S256 code_challenge_method',

  'RFC8252-4.1': 'Authorization Flow for Native Apps Using the Browser',
  'RFC8252-5': 'Using Inter-App URI Communication for OAuth',
  'RFC8252-6': 'Initiating the Authorization Request from a Native App',
  'RFC8252-7': 'Receiving the Authorization Response in a Native App',
  'RFC8252-7.1': 'Private-Use URI Scheme Redirection',
  'RFC8252-7.2': 'Claimed "https" Scheme URI Redirection',
  'RFC8252-7.3': 'Loopback Interface Redirection',
  'RFC8252-8.1': 'Protecting the Authorization Code',
  'RFC8252-8.2': 'OAuth Implicit Grant Authorization Flow',
  'RFC8252-8.3': 'Loopback Redirect Considerations',
  'RFC8252-8.4': 'Registration of Native App Clients',
  'RFC8252-8.5': 'Client Authentication',
  'RFC8252-8.6': 'Client Impersonation',
  'RFC8252-8.7': 'Fake External User-Agents',
  'RFC8252-8.8': 'Malicious External User-Agents',
  'RFC8252-8.9': 'Cross-App Request Forgery Protections',
  'RFC8252-8.10': 'Authorization Server Mix-Up Mitigation',
  'RFC8252-8.12': 'Embedded User-Agents',

  'RFC8414-2': 'Authorization Server Metadata',
  'RFC8414-3': 'Obtaining Authorization Server Metadata',
  'RFC8414-3.1': 'Authorization Server Metadata Request',
  'RFC8414-3.2': 'Authorization Server Metadata Response',
  'RFC8414-3.3': 'Authorization Server Metadata Validation',
  'RFC8414-6.2': 'Impersonation Attacks',

  'RFC8707-2': 'Resource Parameter',
  'RFC8707-2.1': 'Authorization Request',
  'RFC8707-2.2': 'Access Token Request',

  'RFC8725-3.1': 'Perform Algorithm Verification',
  'RFC8725-3.2': 'Use Appropriate Algorithms',
  'RFC8725-3.3': 'Validate All Cryptographic Operations',
  'RFC8725-3.8': 'Validate Issuer and Subject',
  'RFC8725-3.9': 'Use and Validate Audience',
  'RFC8725-3.10': 'Do Not Trust Received Claims',
  'RFC8725-3.11': 'Use Explicit Typing',
  'RFC8725-3.12': 'Use Mutually Exclusive Validation Rules for Different Kinds of JWTs',

  'RFC9068-2.1': 'Header',
  'RFC9068-2.2': 'Data Structure',
  'RFC9068-2.2.1': 'Authentication Information Claims',
  'RFC9068-2.2.2': 'Identity Claims',
  'RFC9068-2.2.3': 'Authorization Claims',
  'RFC9068-2.2.3.1': 'Claims for Authorization Outside of Delegation Scenarios',
  'RFC9068-3': 'Requesting a JWT Access Token',
  'RFC9068-4': 'Validating JWT Access Tokens',
  'RFC9068-5': 'Security Considerations',
  'RFC9068-6': 'Privacy Considerations',

  'RFC9110-11.2': 'Authentication Parameters',
  'RFC9110-11.6.1': 'WWW-Authenticate',
  'RFC9110-12.5.1': 'Accept',
  'RFC9110-15.4': 'Redirection 3xx',

  'RFC9111-5.2.2.5': 'no-store',

  'RFC9112-2.1': 'Message Format',
  'RFC9112-3.2': 'Request Target',

  'RFC9207-2': 'Response Parameter iss',
  'RFC9207-2.3': 'Providing the Issuer Identifier',
  'RFC9207-2.4': 'Validating the Issuer Identifier',
  'RFC9207-3': 'Authorization Server Metadata',
  'RFC9207-4': 'Security Considerations',

  'RFC9700-2.1': 'Protecting Redirect-Based Flows',
  'RFC9700-2.1.1': 'Authorization Code Grant',
  'RFC9700-2.1.2': 'Implicit Grant',
  'RFC9700-2.2': 'Token Replay Prevention',
  'RFC9700-2.2.1': 'Access Tokens',
  'RFC9700-2.2.2': 'Refresh Tokens',
  'RFC9700-2.3': 'Access Token Privilege Restriction',
  'RFC9700-2.4': 'Resource Owner Password Credentials Grant',
  'RFC9700-2.5': 'Client Authentication',
  'RFC9700-2.6': 'Other Recommendations',
  'RFC9700-4.1': 'Insufficient Redirection URI Validation',
  'RFC9700-4.1.1': 'Redirect URI Validation Attacks on Authorization Code Grant',
  'RFC9700-4.1.3': 'Countermeasures',
  'RFC9700-4.2': 'Credential Leakage via Referer Headers',
  'RFC9700-4.3': 'Credential Leakage via Browser History',
  'RFC9700-4.3.1': 'Authorization Code in Browser History',
  'RFC9700-4.3.2': 'Access Token in Browser History',
  'RFC9700-4.4': 'Mix-Up Attacks',
  'RFC9700-4.5': 'Authorization Code Injection',
  'RFC9700-4.5.3.1': 'PKCE',
  'RFC9700-4.5.3.2': 'Nonce',
  'RFC9700-4.7': 'Cross-Site Request Forgery',
  'RFC9700-4.7.1': 'Countermeasures',
  'RFC9700-4.8': 'PKCE Downgrade Attack',
  'RFC9700-4.9': 'Access Token Leakage at the Resource Server',
  'RFC9700-4.10': 'Misuse of Stolen Access Tokens',
  'RFC9700-4.11': 'Open Redirection',
  'RFC9700-4.14': 'Refresh Token Protection',
  'RFC9700-4.14.1': 'Discussion',
  'RFC9700-4.14.2': 'Recommendations',
  'RFC9700-4.16': 'Clickjacking',

  'OAuth-Responses-2.1': 'Response Modes',

  'OIDC-Core-2': 'ID Token',
  'OIDC-Core-3.1': 'Authentication using the Authorization Code Flow',
  'OIDC-Core-3.1.1': 'Authorization Code Flow Steps',
  'OIDC-Core-3.1.2.1': 'Authentication Request',
  'OIDC-Core-3.1.2.2': 'Authentication Request Validation',
  'OIDC-Core-3.1.2.3': 'Authorization Server Authenticates End-User',
  'OIDC-Core-3.1.2.4': 'Authorization Server Obtains End-User Consent/Authorization',
  'OIDC-Core-3.1.2.5': 'Successful Authentication Response',
  'OIDC-Core-3.1.2.6': 'Authentication Error Response',
  'OIDC-Core-3.1.2.7': 'Authentication Response Validation',
  'OIDC-Core-3.1.3.1': 'Token Request',
  'OIDC-Core-3.1.3.2': 'Token Request Validation',
  'OIDC-Core-3.1.3.3': 'Successful Token Response',
  'OIDC-Core-3.1.3.4': 'Token Error Response',
  'OIDC-Core-3.1.3.5': 'Token Response Validation',
  'OIDC-Core-3.1.3.6': 'ID Token',
  'OIDC-Core-3.1.3.7': 'ID Token Validation',
  'OIDC-Core-3.1.3.8': 'Access Token Validation',
  'OIDC-Core-5.1': 'Standard Claims',
  'OIDC-Core-5.3': 'UserInfo Endpoint',
  'OIDC-Core-5.3.1': 'UserInfo Request',
  'OIDC-Core-5.3.2': 'Successful UserInfo Response',
  'OIDC-Core-5.3.3': 'UserInfo Error Response',
  'OIDC-Core-5.4': 'Requesting Claims using Scope Values',
  'OIDC-Core-10.1': 'Signing',
  'OIDC-Core-10.1.1': 'Rotation of Asymmetric Signing Keys',
  'OIDC-Core-11': 'Offline Access',
  'OIDC-Core-12': 'Using Refresh Tokens',
  'OIDC-Core-12.1': 'Refresh Request',
  'OIDC-Core-12.2': 'Successful Refresh Response',
  'OIDC-Core-15.5.2': 'Nonce Implementation Notes',

  'OIDC-Discovery-3': 'OpenID Provider Metadata',
  'OIDC-Discovery-4': 'Obtaining OpenID Provider Configuration Information',
  'OIDC-Discovery-4.1': 'OpenID Provider Configuration Request',
  'OIDC-Discovery-4.2': 'OpenID Provider Configuration Response',
  'OIDC-Discovery-4.3': 'OpenID Provider Configuration Validation',

  'OIDC-RPInitiated-2': 'RP-Initiated Logout',
  'OIDC-RPInitiated-2.1': 'OpenID Provider Discovery Metadata',
  'OIDC-RPInitiated-3': 'Redirection to RP After Logout',
  'OIDC-RPInitiated-3.1': 'Client Registration Metadata',
  'OIDC-RPInitiated-4': 'Validation and Error Handling',
} as const satisfies Readonly<Record<`${DocumentId}-${string}`, string>>;

/** A cited section: `RFC7636-4.5`, `RFC7636-B` for an appendix, `OIDC-Core-3.1.3.7`. */
export type SpecRef = keyof typeof sections;

/** For text that comes from outside the compiler's sight, such as prose: is this section listed? */
export const isSpecRef = (text: string): text is SpecRef => Object.hasOwn(sections, text);

interface Place {
  readonly document: SpecDocument;
  readonly section: string;
  readonly appendix: boolean;
}

function placeOf(ref: SpecRef): Place {
  const dash = ref.lastIndexOf('-');
  const section = ref.slice(dash + 1);
  // `sections` is keyed by `${DocumentId}-${string}`, so what stands before the last dash is a document.
  const document = documents[ref.slice(0, dash) as DocumentId];
  return { document, section, appendix: /^[A-Z]/.test(section) };
}

/** The address of the section itself. */
export function specUrl(ref: SpecRef): string {
  const { document, section, appendix } = placeOf(ref);
  if (document.anchor === 'openid') return `${document.url}#rfc.section.${section}`;
  return `${document.url}#${appendix ? 'appendix' : 'section'}-${section}`;
}

/** Where it stands, without the title: `RFC 7636 Section 4.5`, `RFC 7636 Appendix B`. */
export function specPlace(ref: SpecRef): string {
  const { document, section, appendix } = placeOf(ref);
  return `${document.name} ${appendix ? 'Appendix' : 'Section'} ${section}`;
}

/** Where it stands and what it is called: `RFC 7636 Section 4.1: Client Creates a Code Verifier`. */
export const specLabel = (ref: SpecRef): string => `${specPlace(ref)}: ${sections[ref]}`;
