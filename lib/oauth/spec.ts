/** The documents that Pixy cites, and where they are. */
export const documents = {
  RFC6749: { title: 'The OAuth 2.0 Authorization Framework', url: 'https://www.rfc-editor.org/rfc/rfc6749' },
  RFC7636: { title: 'Proof Key for Code Exchange', url: 'https://www.rfc-editor.org/rfc/rfc7636' },
} as const;

/** Every section that is cited anywhere, with its own title. A section that is not listed does not compile. */
export const sections = {
  'RFC6749-4.1.1': 'Authorization Request',
  'RFC6749-4.1.3': 'Access Token Request',
  'RFC7636-4.5': 'Client Sends the Authorization Code and the Code Verifier to the Token Endpoint',
} as const;

export type SpecRef = keyof typeof sections;
