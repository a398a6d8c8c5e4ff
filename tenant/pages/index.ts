/**
 * What a person sees at the tenant. Every page is a function from a model to a complete HTML document that works
 * without scripts under `default-src 'none'; style-src '${styleHash}'; img-src data:`. The hand-over page alone has a
 * script, for which a policy adds `script-src '${handOverScriptHash}'`.
 */

export { type ConfirmPage, confirmPage } from './confirm-page.ts';
export { type ConsentPage, consentPage } from './consent-page.ts';
export type { CredentialsError } from './credentials.ts';
export { type ErrorPage, errorPage } from './error-page.ts';
export { type HandOverPage, handOverPage, handOverScript, handOverScriptHash } from './hand-over-page.ts';
export { type LoginPage, loginPage } from './login-page.ts';
export { type LogoutPage, loggedOutPage, logoutPage } from './logout-page.ts';
export { type ExpiredPage, expiredPage, unknownTenantPage } from './lost-page.ts';
export { type SignupPage, signupPage } from './signup-page.ts';
export { pageStyle, styleHash } from './style.ts';
