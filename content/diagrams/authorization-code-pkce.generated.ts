// Written by `npm run generate` from the flow "authorization-code-pkce". Change the flow, not this file.

/** Every arrow from top to bottom, with the step that it belongs to. */
export const messages = [
  {
    "step": "configure",
    "number": 1,
    "label": "Read the tenant’s metadata",
    "kind": "request",
    "channel": "back",
    "from": "app",
    "to": "tenant"
  },
  {
    "step": "configure",
    "number": 1,
    "label": "authorization_endpoint and 5 more",
    "kind": "response",
    "channel": "back",
    "from": "tenant",
    "to": "app"
  },
  {
    "step": "code-verifier",
    "number": 2,
    "label": "Make the code verifier",
    "kind": "calculation",
    "channel": "inside",
    "from": "app",
    "to": "app"
  },
  {
    "step": "code-challenge",
    "number": 3,
    "label": "Derive the code challenge",
    "kind": "calculation",
    "channel": "inside",
    "from": "app",
    "to": "app"
  },
  {
    "step": "authorization-request",
    "number": 4,
    "label": "Send the browser to the tenant",
    "kind": "redirect",
    "channel": "front",
    "from": "app",
    "to": "tenant"
  },
  {
    "step": "login",
    "number": 5,
    "label": "Log in at the tenant",
    "kind": "interaction",
    "channel": "front",
    "from": "person",
    "to": "tenant"
  },
  {
    "step": "authorization-response",
    "number": 6,
    "label": "Read the redirect",
    "kind": "redirect",
    "channel": "front",
    "from": "tenant",
    "to": "app"
  },
  {
    "step": "token-request",
    "number": 7,
    "label": "Exchange the code for tokens",
    "kind": "request",
    "channel": "back",
    "from": "app",
    "to": "tenant"
  },
  {
    "step": "token-request",
    "number": 7,
    "label": "access_token and 5 more",
    "kind": "response",
    "channel": "back",
    "from": "tenant",
    "to": "app"
  },
  {
    "step": "signing-keys",
    "number": 8,
    "label": "Fetch the signing keys",
    "kind": "request",
    "channel": "back",
    "from": "app",
    "to": "tenant"
  },
  {
    "step": "signing-keys",
    "number": 8,
    "label": "jwks",
    "kind": "response",
    "channel": "back",
    "from": "tenant",
    "to": "app"
  },
  {
    "step": "id-token-validation",
    "number": 9,
    "label": "Validate the ID token",
    "kind": "calculation",
    "channel": "inside",
    "from": "app",
    "to": "app"
  },
  {
    "step": "api-request",
    "number": 10,
    "label": "Call the API",
    "kind": "request",
    "channel": "back",
    "from": "app",
    "to": "api"
  },
  {
    "step": "api-request",
    "number": 10,
    "label": "timesheets",
    "kind": "response",
    "channel": "back",
    "from": "api",
    "to": "app"
  },
  {
    "step": "refresh-request",
    "number": 11,
    "label": "Refresh the access token",
    "kind": "request",
    "channel": "back",
    "from": "app",
    "to": "tenant"
  },
  {
    "step": "refresh-request",
    "number": 11,
    "label": "access_token and 5 more",
    "kind": "response",
    "channel": "back",
    "from": "tenant",
    "to": "app"
  },
  {
    "step": "api-request-again",
    "number": 12,
    "label": "Call the API again",
    "kind": "request",
    "channel": "back",
    "from": "app",
    "to": "api"
  },
  {
    "step": "api-request-again",
    "number": 12,
    "label": "timesheets",
    "kind": "response",
    "channel": "back",
    "from": "api",
    "to": "app"
  },
  {
    "step": "revocation-request",
    "number": 13,
    "label": "Revoke the refresh token",
    "kind": "request",
    "channel": "back",
    "from": "app",
    "to": "tenant"
  },
  {
    "step": "revocation-request",
    "number": 13,
    "label": "OK",
    "kind": "response",
    "channel": "back",
    "from": "tenant",
    "to": "app"
  },
  {
    "step": "logout-request",
    "number": 14,
    "label": "Log out at the tenant",
    "kind": "redirect",
    "channel": "front",
    "from": "app",
    "to": "tenant"
  },
  {
    "step": "logout-request",
    "number": 14,
    "label": "Back to the app",
    "kind": "return",
    "channel": "front",
    "from": "tenant",
    "to": "app"
  }
] as const;

/** For places of 600 px and more. */
export const svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"sequence\" viewBox=\"0 0 664 1070\" width=\"664\" height=\"1070\" font-size=\"13\" role=\"group\" aria-label=\"Authorization Code Flow with PKCE\">\n<g class=\"actor actor-person\" aria-hidden=\"true\"><line class=\"lifeline\" x1=\"60\" y1=\"40\" x2=\"60\" y2=\"1070\" stroke=\"currentColor\"/><rect class=\"box\" x=\"8\" y=\"8\" width=\"104\" height=\"32\" rx=\"8\" fill=\"none\" stroke=\"currentColor\"/><text class=\"name\" x=\"60\" y=\"24\" text-anchor=\"middle\" dominant-baseline=\"central\">Person</text></g>\n<g class=\"actor actor-app\" aria-hidden=\"true\"><line class=\"lifeline\" x1=\"200\" y1=\"40\" x2=\"200\" y2=\"1070\" stroke=\"currentColor\"/><rect class=\"box\" x=\"148\" y=\"8\" width=\"104\" height=\"32\" rx=\"8\" fill=\"none\" stroke=\"currentColor\"/><text class=\"name\" x=\"200\" y=\"24\" text-anchor=\"middle\" dominant-baseline=\"central\">App</text></g>\n<g class=\"actor actor-tenant\" aria-hidden=\"true\"><line class=\"lifeline\" x1=\"464\" y1=\"40\" x2=\"464\" y2=\"1070\" stroke=\"currentColor\"/><rect class=\"box\" x=\"412\" y=\"8\" width=\"104\" height=\"32\" rx=\"8\" fill=\"none\" stroke=\"currentColor\"/><text class=\"name\" x=\"464\" y=\"24\" text-anchor=\"middle\" dominant-baseline=\"central\">Tenant</text></g>\n<g class=\"actor actor-api\" aria-hidden=\"true\"><line class=\"lifeline\" x1=\"604\" y1=\"40\" x2=\"604\" y2=\"1070\" stroke=\"currentColor\"/><rect class=\"box\" x=\"552\" y=\"8\" width=\"104\" height=\"32\" rx=\"8\" fill=\"none\" stroke=\"currentColor\"/><text class=\"name\" x=\"604\" y=\"24\" text-anchor=\"middle\" dominant-baseline=\"central\">API</text></g>\n<g class=\"step channel-back from-app\" data-step=\"configure\" role=\"button\" tabindex=\"0\" aria-label=\"Step 1, App to Tenant: Read the tenant’s metadata\"><rect class=\"hit\" x=\"1\" y=\"59\" width=\"662\" height=\"82\" rx=\"6\" fill=\"none\" pointer-events=\"all\"/>\n<g class=\"message request\"><path class=\"line\" d=\"M 209 90 H 454\" fill=\"none\" stroke=\"currentColor\"/><path class=\"head\" d=\"M 463 90 l -9 -4.5 v 9 z\"/><text class=\"label\" x=\"331\" y=\"81\" text-anchor=\"middle\">Read the tenant’s metadata</text></g>\n<g class=\"message response\"><path class=\"line\" d=\"M 464 132 H 210\" fill=\"none\" stroke=\"currentColor\"/><path class=\"head\" d=\"M 201 132 l 9 -4.5 v 9 z\"/><text class=\"label\" x=\"334\" y=\"123\" text-anchor=\"middle\">authorization_endpoint and 5 more</text></g>\n<g class=\"badge\"><circle cx=\"200\" cy=\"90\" r=\"9\" fill=\"none\"/><text x=\"200\" y=\"90\" text-anchor=\"middle\" dominant-baseline=\"central\">1</text></g></g>\n<g class=\"step channel-inside from-app\" data-step=\"code-verifier\" role=\"button\" tabindex=\"0\" aria-label=\"Step 2, in the App: Make the code verifier\"><rect class=\"hit\" x=\"1\" y=\"143\" width=\"662\" height=\"70\" rx=\"6\" fill=\"none\" pointer-events=\"all\"/>\n<g class=\"message calculation\"><path class=\"line\" d=\"M 209 174 H 224 q 6 0 6 6 V 186 q 0 6 -6 6 H 209\" fill=\"none\" stroke=\"currentColor\"/><path class=\"head\" d=\"M 201 192 l 9 -4.5 v 9 z\"/><text class=\"label\" x=\"238\" y=\"183\" dominant-baseline=\"central\">Make the code verifier</text></g>\n<g class=\"badge\"><circle cx=\"200\" cy=\"174\" r=\"9\" fill=\"none\"/><text x=\"200\" y=\"174\" text-anchor=\"middle\" dominant-baseline=\"central\">2</text></g></g>\n<g class=\"step channel-inside from-app\" data-step=\"code-challenge\" role=\"button\" tabindex=\"0\" aria-label=\"Step 3, in the App: Derive the code challenge\"><rect class=\"hit\" x=\"1\" y=\"215\" width=\"662\" height=\"70\" rx=\"6\" fill=\"none\" pointer-events=\"all\"/>\n<g class=\"message calculation\"><path class=\"line\" d=\"M 209 246 H 224 q 6 0 6 6 V 258 q 0 6 -6 6 H 209\" fill=\"none\" stroke=\"currentColor\"/><path class=\"head\" d=\"M 201 264 l 9 -4.5 v 9 z\"/><text class=\"label\" x=\"238\" y=\"255\" dominant-baseline=\"central\">Derive the code challenge</text></g>\n<g class=\"badge\"><circle cx=\"200\" cy=\"246\" r=\"9\" fill=\"none\"/><text x=\"200\" y=\"246\" text-anchor=\"middle\" dominant-baseline=\"central\">3</text></g></g>\n<g class=\"step channel-front from-app\" data-step=\"authorization-request\" role=\"button\" tabindex=\"0\" aria-label=\"Step 4, App to Tenant: Send the browser to the tenant\"><rect class=\"hit\" x=\"1\" y=\"287\" width=\"662\" height=\"40\" rx=\"6\" fill=\"none\" pointer-events=\"all\"/>\n<g class=\"message redirect\"><path class=\"line\" d=\"M 209 318 H 454\" fill=\"none\" stroke=\"currentColor\"/><path class=\"head\" d=\"M 463 318 l -9 -4.5 v 9 z\"/><text class=\"label\" x=\"331\" y=\"309\" text-anchor=\"middle\">Send the browser to the tenant</text></g>\n<g class=\"badge\"><circle cx=\"200\" cy=\"318\" r=\"9\" fill=\"none\"/><text x=\"200\" y=\"318\" text-anchor=\"middle\" dominant-baseline=\"central\">4</text></g></g>\n<g class=\"step channel-front from-person\" data-step=\"login\" role=\"button\" tabindex=\"0\" aria-label=\"Step 5, Person to Tenant: Log in at the tenant\"><rect class=\"hit\" x=\"1\" y=\"329\" width=\"662\" height=\"40\" rx=\"6\" fill=\"none\" pointer-events=\"all\"/>\n<g class=\"message interaction\"><path class=\"line\" d=\"M 69 360 H 454\" fill=\"none\" stroke=\"currentColor\"/><path class=\"head\" d=\"M 463 360 l -9 -4.5 v 9 z\"/><text class=\"label\" x=\"261\" y=\"351\" text-anchor=\"middle\">Log in at the tenant</text></g>\n<g class=\"badge\"><circle cx=\"60\" cy=\"360\" r=\"9\" fill=\"none\"/><text x=\"60\" y=\"360\" text-anchor=\"middle\" dominant-baseline=\"central\">5</text></g></g>\n<g class=\"step channel-front from-tenant\" data-step=\"authorization-response\" role=\"button\" tabindex=\"0\" aria-label=\"Step 6, Tenant to App: Read the redirect\"><rect class=\"hit\" x=\"1\" y=\"371\" width=\"662\" height=\"40\" rx=\"6\" fill=\"none\" pointer-events=\"all\"/>\n<g class=\"message redirect\"><path class=\"line\" d=\"M 455 402 H 210\" fill=\"none\" stroke=\"currentColor\"/><path class=\"head\" d=\"M 201 402 l 9 -4.5 v 9 z\"/><text class=\"label\" x=\"334\" y=\"393\" text-anchor=\"middle\">Read the redirect</text></g>\n<g class=\"badge\"><circle cx=\"464\" cy=\"402\" r=\"9\" fill=\"none\"/><text x=\"464\" y=\"402\" text-anchor=\"middle\" dominant-baseline=\"central\">6</text></g></g>\n<g class=\"step channel-back from-app\" data-step=\"token-request\" role=\"button\" tabindex=\"0\" aria-label=\"Step 7, App to Tenant: Exchange the code for tokens\"><rect class=\"hit\" x=\"1\" y=\"413\" width=\"662\" height=\"82\" rx=\"6\" fill=\"none\" pointer-events=\"all\"/>\n<g class=\"message request\"><path class=\"line\" d=\"M 209 444 H 454\" fill=\"none\" stroke=\"currentColor\"/><path class=\"head\" d=\"M 463 444 l -9 -4.5 v 9 z\"/><text class=\"label\" x=\"331\" y=\"435\" text-anchor=\"middle\">Exchange the code for tokens</text></g>\n<g class=\"message response\"><path class=\"line\" d=\"M 464 486 H 210\" fill=\"none\" stroke=\"currentColor\"/><path class=\"head\" d=\"M 201 486 l 9 -4.5 v 9 z\"/><text class=\"label\" x=\"334\" y=\"477\" text-anchor=\"middle\">access_token and 5 more</text></g>\n<g class=\"badge\"><circle cx=\"200\" cy=\"444\" r=\"9\" fill=\"none\"/><text x=\"200\" y=\"444\" text-anchor=\"middle\" dominant-baseline=\"central\">7</text></g></g>\n<g class=\"step channel-back from-app\" data-step=\"signing-keys\" role=\"button\" tabindex=\"0\" aria-label=\"Step 8, App to Tenant: Fetch the signing keys\"><rect class=\"hit\" x=\"1\" y=\"497\" width=\"662\" height=\"82\" rx=\"6\" fill=\"none\" pointer-events=\"all\"/>\n<g class=\"message request\"><path class=\"line\" d=\"M 209 528 H 454\" fill=\"none\" stroke=\"currentColor\"/><path class=\"head\" d=\"M 463 528 l -9 -4.5 v 9 z\"/><text class=\"label\" x=\"331\" y=\"519\" text-anchor=\"middle\">Fetch the signing keys</text></g>\n<g class=\"message response\"><path class=\"line\" d=\"M 464 570 H 210\" fill=\"none\" stroke=\"currentColor\"/><path class=\"head\" d=\"M 201 570 l 9 -4.5 v 9 z\"/><text class=\"label\" x=\"334\" y=\"561\" text-anchor=\"middle\">jwks</text></g>\n<g class=\"badge\"><circle cx=\"200\" cy=\"528\" r=\"9\" fill=\"none\"/><text x=\"200\" y=\"528\" text-anchor=\"middle\" dominant-baseline=\"central\">8</text></g></g>\n<g class=\"step channel-inside from-app\" data-step=\"id-token-validation\" role=\"button\" tabindex=\"0\" aria-label=\"Step 9, in the App: Validate the ID token\"><rect class=\"hit\" x=\"1\" y=\"581\" width=\"662\" height=\"70\" rx=\"6\" fill=\"none\" pointer-events=\"all\"/>\n<g class=\"message calculation\"><path class=\"line\" d=\"M 209 612 H 224 q 6 0 6 6 V 624 q 0 6 -6 6 H 209\" fill=\"none\" stroke=\"currentColor\"/><path class=\"head\" d=\"M 201 630 l 9 -4.5 v 9 z\"/><text class=\"label\" x=\"238\" y=\"621\" dominant-baseline=\"central\">Validate the ID token</text></g>\n<g class=\"badge\"><circle cx=\"200\" cy=\"612\" r=\"9\" fill=\"none\"/><text x=\"200\" y=\"612\" text-anchor=\"middle\" dominant-baseline=\"central\">9</text></g></g>\n<g class=\"step channel-back from-app\" data-step=\"api-request\" role=\"button\" tabindex=\"0\" aria-label=\"Step 10, App to API: Call the API\"><rect class=\"hit\" x=\"1\" y=\"653\" width=\"662\" height=\"82\" rx=\"6\" fill=\"none\" pointer-events=\"all\"/>\n<g class=\"message request\"><path class=\"line\" d=\"M 209 684 H 594\" fill=\"none\" stroke=\"currentColor\"/><path class=\"head\" d=\"M 603 684 l -9 -4.5 v 9 z\"/><text class=\"label\" x=\"401\" y=\"675\" text-anchor=\"middle\">Call the API</text></g>\n<g class=\"message response\"><path class=\"line\" d=\"M 604 726 H 210\" fill=\"none\" stroke=\"currentColor\"/><path class=\"head\" d=\"M 201 726 l 9 -4.5 v 9 z\"/><text class=\"label\" x=\"404\" y=\"717\" text-anchor=\"middle\">timesheets</text></g>\n<g class=\"badge\"><circle cx=\"200\" cy=\"684\" r=\"9\" fill=\"none\"/><text x=\"200\" y=\"684\" text-anchor=\"middle\" dominant-baseline=\"central\">10</text></g></g>\n<g class=\"step channel-back from-app\" data-step=\"refresh-request\" role=\"button\" tabindex=\"0\" aria-label=\"Step 11, App to Tenant: Refresh the access token\"><rect class=\"hit\" x=\"1\" y=\"737\" width=\"662\" height=\"82\" rx=\"6\" fill=\"none\" pointer-events=\"all\"/>\n<g class=\"message request\"><path class=\"line\" d=\"M 209 768 H 454\" fill=\"none\" stroke=\"currentColor\"/><path class=\"head\" d=\"M 463 768 l -9 -4.5 v 9 z\"/><text class=\"label\" x=\"331\" y=\"759\" text-anchor=\"middle\">Refresh the access token</text></g>\n<g class=\"message response\"><path class=\"line\" d=\"M 464 810 H 210\" fill=\"none\" stroke=\"currentColor\"/><path class=\"head\" d=\"M 201 810 l 9 -4.5 v 9 z\"/><text class=\"label\" x=\"334\" y=\"801\" text-anchor=\"middle\">access_token and 5 more</text></g>\n<g class=\"badge\"><circle cx=\"200\" cy=\"768\" r=\"9\" fill=\"none\"/><text x=\"200\" y=\"768\" text-anchor=\"middle\" dominant-baseline=\"central\">11</text></g></g>\n<g class=\"step channel-back from-app\" data-step=\"api-request-again\" role=\"button\" tabindex=\"0\" aria-label=\"Step 12, App to API: Call the API again\"><rect class=\"hit\" x=\"1\" y=\"821\" width=\"662\" height=\"82\" rx=\"6\" fill=\"none\" pointer-events=\"all\"/>\n<g class=\"message request\"><path class=\"line\" d=\"M 209 852 H 594\" fill=\"none\" stroke=\"currentColor\"/><path class=\"head\" d=\"M 603 852 l -9 -4.5 v 9 z\"/><text class=\"label\" x=\"401\" y=\"843\" text-anchor=\"middle\">Call the API again</text></g>\n<g class=\"message response\"><path class=\"line\" d=\"M 604 894 H 210\" fill=\"none\" stroke=\"currentColor\"/><path class=\"head\" d=\"M 201 894 l 9 -4.5 v 9 z\"/><text class=\"label\" x=\"404\" y=\"885\" text-anchor=\"middle\">timesheets</text></g>\n<g class=\"badge\"><circle cx=\"200\" cy=\"852\" r=\"9\" fill=\"none\"/><text x=\"200\" y=\"852\" text-anchor=\"middle\" dominant-baseline=\"central\">12</text></g></g>\n<g class=\"step channel-back from-app\" data-step=\"revocation-request\" role=\"button\" tabindex=\"0\" aria-label=\"Step 13, App to Tenant: Revoke the refresh token\"><rect class=\"hit\" x=\"1\" y=\"905\" width=\"662\" height=\"82\" rx=\"6\" fill=\"none\" pointer-events=\"all\"/>\n<g class=\"message request\"><path class=\"line\" d=\"M 209 936 H 454\" fill=\"none\" stroke=\"currentColor\"/><path class=\"head\" d=\"M 463 936 l -9 -4.5 v 9 z\"/><text class=\"label\" x=\"331\" y=\"927\" text-anchor=\"middle\">Revoke the refresh token</text></g>\n<g class=\"message response\"><path class=\"line\" d=\"M 464 978 H 210\" fill=\"none\" stroke=\"currentColor\"/><path class=\"head\" d=\"M 201 978 l 9 -4.5 v 9 z\"/><text class=\"label\" x=\"334\" y=\"969\" text-anchor=\"middle\">OK</text></g>\n<g class=\"badge\"><circle cx=\"200\" cy=\"936\" r=\"9\" fill=\"none\"/><text x=\"200\" y=\"936\" text-anchor=\"middle\" dominant-baseline=\"central\">13</text></g></g>\n<g class=\"step channel-front from-app\" data-step=\"logout-request\" role=\"button\" tabindex=\"0\" aria-label=\"Step 14, App to Tenant: Log out at the tenant\"><rect class=\"hit\" x=\"1\" y=\"989\" width=\"662\" height=\"79\" rx=\"6\" fill=\"none\" pointer-events=\"all\"/>\n<g class=\"message redirect\"><path class=\"line\" d=\"M 209 1020 H 454\" fill=\"none\" stroke=\"currentColor\"/><path class=\"head\" d=\"M 463 1020 l -9 -4.5 v 9 z\"/><text class=\"label\" x=\"331\" y=\"1011\" text-anchor=\"middle\">Log out at the tenant</text></g>\n<g class=\"message return\"><path class=\"line\" d=\"M 464 1062 H 210\" fill=\"none\" stroke=\"currentColor\"/><path class=\"head\" d=\"M 201 1062 l 9 -4.5 v 9 z\"/><text class=\"label\" x=\"334\" y=\"1053\" text-anchor=\"middle\">Back to the app</text></g>\n<g class=\"badge\"><circle cx=\"200\" cy=\"1020\" r=\"9\" fill=\"none\"/><text x=\"200\" y=\"1020\" text-anchor=\"middle\" dominant-baseline=\"central\">14</text></g></g>\n</svg>\n";

/** For places of 340 px and more. */
export const compactSvg = "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"sequence\" viewBox=\"0 0 352 982\" width=\"352\" height=\"982\" font-size=\"12\" role=\"group\" aria-label=\"Authorization Code Flow with PKCE\">\n<g class=\"actor actor-person\" aria-hidden=\"true\"><line class=\"lifeline\" x1=\"38\" y1=\"40\" x2=\"38\" y2=\"982\" stroke=\"currentColor\"/><rect class=\"box\" x=\"8\" y=\"8\" width=\"60\" height=\"32\" rx=\"8\" fill=\"none\" stroke=\"currentColor\"/><text class=\"name\" x=\"38\" y=\"24\" text-anchor=\"middle\" dominant-baseline=\"central\">Person</text></g>\n<g class=\"actor actor-app\" aria-hidden=\"true\"><line class=\"lifeline\" x1=\"130\" y1=\"40\" x2=\"130\" y2=\"982\" stroke=\"currentColor\"/><rect class=\"box\" x=\"100\" y=\"8\" width=\"60\" height=\"32\" rx=\"8\" fill=\"none\" stroke=\"currentColor\"/><text class=\"name\" x=\"130\" y=\"24\" text-anchor=\"middle\" dominant-baseline=\"central\">App</text></g>\n<g class=\"actor actor-tenant\" aria-hidden=\"true\"><line class=\"lifeline\" x1=\"222\" y1=\"40\" x2=\"222\" y2=\"982\" stroke=\"currentColor\"/><rect class=\"box\" x=\"192\" y=\"8\" width=\"60\" height=\"32\" rx=\"8\" fill=\"none\" stroke=\"currentColor\"/><text class=\"name\" x=\"222\" y=\"24\" text-anchor=\"middle\" dominant-baseline=\"central\">Tenant</text></g>\n<g class=\"actor actor-api\" aria-hidden=\"true\"><line class=\"lifeline\" x1=\"314\" y1=\"40\" x2=\"314\" y2=\"982\" stroke=\"currentColor\"/><rect class=\"box\" x=\"284\" y=\"8\" width=\"60\" height=\"32\" rx=\"8\" fill=\"none\" stroke=\"currentColor\"/><text class=\"name\" x=\"314\" y=\"24\" text-anchor=\"middle\" dominant-baseline=\"central\">API</text></g>\n<g class=\"step channel-back from-app\" data-step=\"configure\" role=\"button\" tabindex=\"0\" aria-label=\"Step 1, App to Tenant: Read the tenant’s metadata\"><rect class=\"hit\" x=\"1\" y=\"59\" width=\"350\" height=\"74\" rx=\"6\" fill=\"none\" pointer-events=\"all\"/>\n<g class=\"message request\"><path class=\"line\" d=\"M 139 86 H 212\" fill=\"none\" stroke=\"currentColor\"/><path class=\"head\" d=\"M 221 86 l -9 -4.5 v 9 z\"/><text class=\"label\" x=\"175\" y=\"73\" text-anchor=\"middle\">Read the tenant’s metadata</text></g>\n<g class=\"message response\"><path class=\"line\" d=\"M 222 124 H 140\" fill=\"none\" stroke=\"currentColor\"/><path class=\"head\" d=\"M 131 124 l 9 -4.5 v 9 z\"/><text class=\"label\" x=\"178\" y=\"115\" text-anchor=\"middle\">authorization_endpoint and 5 more</text></g>\n<g class=\"badge\"><circle cx=\"130\" cy=\"86\" r=\"9\" fill=\"none\"/><text x=\"130\" y=\"86\" text-anchor=\"middle\" dominant-baseline=\"central\">1</text></g></g>\n<g class=\"step channel-inside from-app\" data-step=\"code-verifier\" role=\"button\" tabindex=\"0\" aria-label=\"Step 2, in the App: Make the code verifier\"><rect class=\"hit\" x=\"1\" y=\"135\" width=\"350\" height=\"66\" rx=\"6\" fill=\"none\" pointer-events=\"all\"/>\n<g class=\"message calculation\"><path class=\"line\" d=\"M 139 162 H 154 q 6 0 6 6 V 174 q 0 6 -6 6 H 139\" fill=\"none\" stroke=\"currentColor\"/><path class=\"head\" d=\"M 131 180 l 9 -4.5 v 9 z\"/><text class=\"label\" x=\"168\" y=\"171\" dominant-baseline=\"central\">Make the code verifier</text></g>\n<g class=\"badge\"><circle cx=\"130\" cy=\"162\" r=\"9\" fill=\"none\"/><text x=\"130\" y=\"162\" text-anchor=\"middle\" dominant-baseline=\"central\">2</text></g></g>\n<g class=\"step channel-inside from-app\" data-step=\"code-challenge\" role=\"button\" tabindex=\"0\" aria-label=\"Step 3, in the App: Derive the code challenge\"><rect class=\"hit\" x=\"1\" y=\"203\" width=\"350\" height=\"66\" rx=\"6\" fill=\"none\" pointer-events=\"all\"/>\n<g class=\"message calculation\"><path class=\"line\" d=\"M 139 230 H 154 q 6 0 6 6 V 242 q 0 6 -6 6 H 139\" fill=\"none\" stroke=\"currentColor\"/><path class=\"head\" d=\"M 131 248 l 9 -4.5 v 9 z\"/><text class=\"label\" x=\"168\" y=\"239\" dominant-baseline=\"central\">Derive the code challenge</text></g>\n<g class=\"badge\"><circle cx=\"130\" cy=\"230\" r=\"9\" fill=\"none\"/><text x=\"130\" y=\"230\" text-anchor=\"middle\" dominant-baseline=\"central\">3</text></g></g>\n<g class=\"step channel-front from-app\" data-step=\"authorization-request\" role=\"button\" tabindex=\"0\" aria-label=\"Step 4, App to Tenant: Send the browser to the tenant\"><rect class=\"hit\" x=\"1\" y=\"271\" width=\"350\" height=\"36\" rx=\"6\" fill=\"none\" pointer-events=\"all\"/>\n<g class=\"message redirect\"><path class=\"line\" d=\"M 139 298 H 212\" fill=\"none\" stroke=\"currentColor\"/><path class=\"head\" d=\"M 221 298 l -9 -4.5 v 9 z\"/><text class=\"label\" x=\"175\" y=\"285\" text-anchor=\"middle\">Send the browser to the tenant</text></g>\n<g class=\"badge\"><circle cx=\"130\" cy=\"298\" r=\"9\" fill=\"none\"/><text x=\"130\" y=\"298\" text-anchor=\"middle\" dominant-baseline=\"central\">4</text></g></g>\n<g class=\"step channel-front from-person\" data-step=\"login\" role=\"button\" tabindex=\"0\" aria-label=\"Step 5, Person to Tenant: Log in at the tenant\"><rect class=\"hit\" x=\"1\" y=\"309\" width=\"350\" height=\"36\" rx=\"6\" fill=\"none\" pointer-events=\"all\"/>\n<g class=\"message interaction\"><path class=\"line\" d=\"M 47 336 H 212\" fill=\"none\" stroke=\"currentColor\"/><path class=\"head\" d=\"M 221 336 l -9 -4.5 v 9 z\"/><text class=\"label\" x=\"129\" y=\"327\" text-anchor=\"middle\">Log in at the tenant</text></g>\n<g class=\"badge\"><circle cx=\"38\" cy=\"336\" r=\"9\" fill=\"none\"/><text x=\"38\" y=\"336\" text-anchor=\"middle\" dominant-baseline=\"central\">5</text></g></g>\n<g class=\"step channel-front from-tenant\" data-step=\"authorization-response\" role=\"button\" tabindex=\"0\" aria-label=\"Step 6, Tenant to App: Read the redirect\"><rect class=\"hit\" x=\"1\" y=\"347\" width=\"350\" height=\"36\" rx=\"6\" fill=\"none\" pointer-events=\"all\"/>\n<g class=\"message redirect\"><path class=\"line\" d=\"M 213 374 H 140\" fill=\"none\" stroke=\"currentColor\"/><path class=\"head\" d=\"M 131 374 l 9 -4.5 v 9 z\"/><text class=\"label\" x=\"178\" y=\"361\" text-anchor=\"middle\">Read the redirect</text></g>\n<g class=\"badge\"><circle cx=\"222\" cy=\"374\" r=\"9\" fill=\"none\"/><text x=\"222\" y=\"374\" text-anchor=\"middle\" dominant-baseline=\"central\">6</text></g></g>\n<g class=\"step channel-back from-app\" data-step=\"token-request\" role=\"button\" tabindex=\"0\" aria-label=\"Step 7, App to Tenant: Exchange the code for tokens\"><rect class=\"hit\" x=\"1\" y=\"385\" width=\"350\" height=\"74\" rx=\"6\" fill=\"none\" pointer-events=\"all\"/>\n<g class=\"message request\"><path class=\"line\" d=\"M 139 412 H 212\" fill=\"none\" stroke=\"currentColor\"/><path class=\"head\" d=\"M 221 412 l -9 -4.5 v 9 z\"/><text class=\"label\" x=\"175\" y=\"399\" text-anchor=\"middle\">Exchange the code for tokens</text></g>\n<g class=\"message response\"><path class=\"line\" d=\"M 222 450 H 140\" fill=\"none\" stroke=\"currentColor\"/><path class=\"head\" d=\"M 131 450 l 9 -4.5 v 9 z\"/><text class=\"label\" x=\"178\" y=\"441\" text-anchor=\"middle\">access_token and 5 more</text></g>\n<g class=\"badge\"><circle cx=\"130\" cy=\"412\" r=\"9\" fill=\"none\"/><text x=\"130\" y=\"412\" text-anchor=\"middle\" dominant-baseline=\"central\">7</text></g></g>\n<g class=\"step channel-back from-app\" data-step=\"signing-keys\" role=\"button\" tabindex=\"0\" aria-label=\"Step 8, App to Tenant: Fetch the signing keys\"><rect class=\"hit\" x=\"1\" y=\"461\" width=\"350\" height=\"74\" rx=\"6\" fill=\"none\" pointer-events=\"all\"/>\n<g class=\"message request\"><path class=\"line\" d=\"M 139 488 H 212\" fill=\"none\" stroke=\"currentColor\"/><path class=\"head\" d=\"M 221 488 l -9 -4.5 v 9 z\"/><text class=\"label\" x=\"175\" y=\"475\" text-anchor=\"middle\">Fetch the signing keys</text></g>\n<g class=\"message response\"><path class=\"line\" d=\"M 222 526 H 140\" fill=\"none\" stroke=\"currentColor\"/><path class=\"head\" d=\"M 131 526 l 9 -4.5 v 9 z\"/><text class=\"label\" x=\"178\" y=\"517\" text-anchor=\"middle\">jwks</text></g>\n<g class=\"badge\"><circle cx=\"130\" cy=\"488\" r=\"9\" fill=\"none\"/><text x=\"130\" y=\"488\" text-anchor=\"middle\" dominant-baseline=\"central\">8</text></g></g>\n<g class=\"step channel-inside from-app\" data-step=\"id-token-validation\" role=\"button\" tabindex=\"0\" aria-label=\"Step 9, in the App: Validate the ID token\"><rect class=\"hit\" x=\"1\" y=\"537\" width=\"350\" height=\"66\" rx=\"6\" fill=\"none\" pointer-events=\"all\"/>\n<g class=\"message calculation\"><path class=\"line\" d=\"M 139 564 H 154 q 6 0 6 6 V 576 q 0 6 -6 6 H 139\" fill=\"none\" stroke=\"currentColor\"/><path class=\"head\" d=\"M 131 582 l 9 -4.5 v 9 z\"/><text class=\"label\" x=\"168\" y=\"573\" dominant-baseline=\"central\">Validate the ID token</text></g>\n<g class=\"badge\"><circle cx=\"130\" cy=\"564\" r=\"9\" fill=\"none\"/><text x=\"130\" y=\"564\" text-anchor=\"middle\" dominant-baseline=\"central\">9</text></g></g>\n<g class=\"step channel-back from-app\" data-step=\"api-request\" role=\"button\" tabindex=\"0\" aria-label=\"Step 10, App to API: Call the API\"><rect class=\"hit\" x=\"1\" y=\"605\" width=\"350\" height=\"74\" rx=\"6\" fill=\"none\" pointer-events=\"all\"/>\n<g class=\"message request\"><path class=\"line\" d=\"M 139 632 H 304\" fill=\"none\" stroke=\"currentColor\"/><path class=\"head\" d=\"M 313 632 l -9 -4.5 v 9 z\"/><text class=\"label\" x=\"221\" y=\"623\" text-anchor=\"middle\">Call the API</text></g>\n<g class=\"message response\"><path class=\"line\" d=\"M 314 670 H 140\" fill=\"none\" stroke=\"currentColor\"/><path class=\"head\" d=\"M 131 670 l 9 -4.5 v 9 z\"/><text class=\"label\" x=\"224\" y=\"661\" text-anchor=\"middle\">timesheets</text></g>\n<g class=\"badge\"><circle cx=\"130\" cy=\"632\" r=\"9\" fill=\"none\"/><text x=\"130\" y=\"632\" text-anchor=\"middle\" dominant-baseline=\"central\">10</text></g></g>\n<g class=\"step channel-back from-app\" data-step=\"refresh-request\" role=\"button\" tabindex=\"0\" aria-label=\"Step 11, App to Tenant: Refresh the access token\"><rect class=\"hit\" x=\"1\" y=\"681\" width=\"350\" height=\"74\" rx=\"6\" fill=\"none\" pointer-events=\"all\"/>\n<g class=\"message request\"><path class=\"line\" d=\"M 139 708 H 212\" fill=\"none\" stroke=\"currentColor\"/><path class=\"head\" d=\"M 221 708 l -9 -4.5 v 9 z\"/><text class=\"label\" x=\"175\" y=\"695\" text-anchor=\"middle\">Refresh the access token</text></g>\n<g class=\"message response\"><path class=\"line\" d=\"M 222 746 H 140\" fill=\"none\" stroke=\"currentColor\"/><path class=\"head\" d=\"M 131 746 l 9 -4.5 v 9 z\"/><text class=\"label\" x=\"178\" y=\"737\" text-anchor=\"middle\">access_token and 5 more</text></g>\n<g class=\"badge\"><circle cx=\"130\" cy=\"708\" r=\"9\" fill=\"none\"/><text x=\"130\" y=\"708\" text-anchor=\"middle\" dominant-baseline=\"central\">11</text></g></g>\n<g class=\"step channel-back from-app\" data-step=\"api-request-again\" role=\"button\" tabindex=\"0\" aria-label=\"Step 12, App to API: Call the API again\"><rect class=\"hit\" x=\"1\" y=\"757\" width=\"350\" height=\"74\" rx=\"6\" fill=\"none\" pointer-events=\"all\"/>\n<g class=\"message request\"><path class=\"line\" d=\"M 139 784 H 304\" fill=\"none\" stroke=\"currentColor\"/><path class=\"head\" d=\"M 313 784 l -9 -4.5 v 9 z\"/><text class=\"label\" x=\"221\" y=\"775\" text-anchor=\"middle\">Call the API again</text></g>\n<g class=\"message response\"><path class=\"line\" d=\"M 314 822 H 140\" fill=\"none\" stroke=\"currentColor\"/><path class=\"head\" d=\"M 131 822 l 9 -4.5 v 9 z\"/><text class=\"label\" x=\"224\" y=\"813\" text-anchor=\"middle\">timesheets</text></g>\n<g class=\"badge\"><circle cx=\"130\" cy=\"784\" r=\"9\" fill=\"none\"/><text x=\"130\" y=\"784\" text-anchor=\"middle\" dominant-baseline=\"central\">12</text></g></g>\n<g class=\"step channel-back from-app\" data-step=\"revocation-request\" role=\"button\" tabindex=\"0\" aria-label=\"Step 13, App to Tenant: Revoke the refresh token\"><rect class=\"hit\" x=\"1\" y=\"833\" width=\"350\" height=\"74\" rx=\"6\" fill=\"none\" pointer-events=\"all\"/>\n<g class=\"message request\"><path class=\"line\" d=\"M 139 860 H 212\" fill=\"none\" stroke=\"currentColor\"/><path class=\"head\" d=\"M 221 860 l -9 -4.5 v 9 z\"/><text class=\"label\" x=\"175\" y=\"847\" text-anchor=\"middle\">Revoke the refresh token</text></g>\n<g class=\"message response\"><path class=\"line\" d=\"M 222 898 H 140\" fill=\"none\" stroke=\"currentColor\"/><path class=\"head\" d=\"M 131 898 l 9 -4.5 v 9 z\"/><text class=\"label\" x=\"178\" y=\"889\" text-anchor=\"middle\">OK</text></g>\n<g class=\"badge\"><circle cx=\"130\" cy=\"860\" r=\"9\" fill=\"none\"/><text x=\"130\" y=\"860\" text-anchor=\"middle\" dominant-baseline=\"central\">13</text></g></g>\n<g class=\"step channel-front from-app\" data-step=\"logout-request\" role=\"button\" tabindex=\"0\" aria-label=\"Step 14, App to Tenant: Log out at the tenant\"><rect class=\"hit\" x=\"1\" y=\"909\" width=\"350\" height=\"71\" rx=\"6\" fill=\"none\" pointer-events=\"all\"/>\n<g class=\"message redirect\"><path class=\"line\" d=\"M 139 936 H 212\" fill=\"none\" stroke=\"currentColor\"/><path class=\"head\" d=\"M 221 936 l -9 -4.5 v 9 z\"/><text class=\"label\" x=\"175\" y=\"923\" text-anchor=\"middle\">Log out at the tenant</text></g>\n<g class=\"message return\"><path class=\"line\" d=\"M 222 974 H 140\" fill=\"none\" stroke=\"currentColor\"/><path class=\"head\" d=\"M 131 974 l 9 -4.5 v 9 z\"/><text class=\"label\" x=\"178\" y=\"965\" text-anchor=\"middle\">Back to the app</text></g>\n<g class=\"badge\"><circle cx=\"130\" cy=\"936\" r=\"9\" fill=\"none\"/><text x=\"130\" y=\"936\" text-anchor=\"middle\" dominant-baseline=\"central\">14</text></g></g>\n</svg>\n";
