// The door of the gate: contract × services → router, and the headers that every host puts on what it serves.
export { findForbiddenKey } from './forbidden-keys.ts'
export { CONTENT_SECURITY_POLICY, RESOURCE_SECURITY_POLICY, SECURITY_HEADERS } from './policy.ts'
export { createRouter, type Router, type RouterOptions } from './router.ts'
export { createServices, type AppInfo, type HostPorts, type ServiceParts } from './services.ts'
