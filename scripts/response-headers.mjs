/** @file The response headers of the studio, for the preview server and the server of the browser tests. */

/**
 * Content security policy: no eval, no inline script, no other origin; WASM is allowed. Libraries inject inline styles.
 */
export const POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'none'",
].join('; ')

/** Any page may embed a figure in a frame. Header only: browsers ignore this directive in a meta tag. */
const FRAMES = 'frame-ancestors *'

/** The camera is the only powerful feature that the studio uses. */
const FEATURES = ['geolocation', 'microphone', 'midi', 'payment', 'serial', 'usb'].map((name) => `${name}=()`)

/**
 * Not sent: Cross-Origin-Embedder-Policy. Nothing here needs a cross-origin isolated page, and isolation would change
 * the clock and the threads of WebAssembly, and so the measured speed.
 */
export const HEADERS = {
  'Content-Security-Policy': `${POLICY}; ${FRAMES}`,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': ['camera=(self)', ...FEATURES].join(', '),
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
}
