// Keeps zod from compiling its schemas with `new Function`, which the interface's policy refuses and reports. It must be
// evaluated before the first schema is made, so it is the first import of the first module that reaches one.
import { config } from 'zod'

config({ jitless: true })
