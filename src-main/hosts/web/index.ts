// The door of the web host: starting it for a program, and serving it for a person.
export { openConf, startWebHost, type WebHost, type WebHostOptions } from './host.ts'
export { serveWebHost, type ServeOptions } from './serve.ts'
