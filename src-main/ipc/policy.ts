// The security headers of every page and file that a host serves, in one place for all hosts. It knows nothing of
// how a host serves; a host adds what only its transport needs.

/**
 * The interface's content security policy. Everything comes from the interface's own origin; there is no inline
 * script or style, no form, no plugin and no frame but the documents' `srcdoc` frames, which inherit this policy.
 * HTML reaches the DOM only through the named Trusted Types policies.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "frame-src 'none'",
  "object-src 'none'",
  "manifest-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lectern lectern-find dompurify',
].join('; ')

/** What a document's own file (image, style, font) may do when it is opened on its own: nothing. */
export const RESOURCE_SECURITY_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"

/** Headers of every answer, whatever is served. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'X-DNS-Prefetch-Control': 'off',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': [
    'accelerometer',
    'autoplay',
    'camera',
    'display-capture',
    'encrypted-media',
    'geolocation',
    'gyroscope',
    'hid',
    'idle-detection',
    'local-fonts',
    'magnetometer',
    'microphone',
    'midi',
    'payment',
    'publickey-credentials-get',
    'screen-wake-lock',
    'serial',
    'usb',
    'xr-spatial-tracking',
  ]
    .map((feature) => `${feature}=()`)
    .join(', '),
}
