// The one validated gate between an interface and the services: contract × services → envelopes. It knows nothing of
// how a message arrived; who may send one at all is the host's business.
import { z } from 'zod'
import { contract, type Procedure, type Services } from '../../src-shared/contract/contract.ts'
import { type Envelope, LecternError, toFailure } from '../../src-shared/contract/errors.ts'
import { findForbiddenKey } from './forbidden-keys.ts'

export interface Router {
  /**
   * Answers one call. Never rejects: what goes wrong is in the envelope. `INVALID_INPUT` names the procedure and the
   * field, `UNKNOWN_PROCEDURE` a name that the contract lacks, `INTERNAL` stands for any bug.
   */
  handle(name: string, input: unknown): Promise<Envelope<unknown>>
}

export interface RouterOptions {
  /** Told of every bug, with its stack. By default it is written to standard error. */
  readonly log?: (message: string, error: unknown) => void
  /**
   * Whether answers are held against the contract as well. By default when the sources run as they are (tests,
   * development): ten thousand annotations take 50 ms to check, and in a build the services are known to be right.
   */
  readonly checkOutput?: boolean
}

interface Route {
  readonly procedure: Procedure
  /** Given only what the procedure's input schema has let through. */
  answer(input: unknown): Promise<unknown>
}

/** Longest piece of an outside string that a message repeats. */
const QUOTED_LENGTH = 80

/**
 * A router over the services. Every input is validated against the contract, answers where `checkOutput` says so;
 * unknown fields are refused or dropped as the schema says.
 * @throws Error when the services and the contract do not name the same procedures
 */
export function createRouter(services: Services, options: RouterOptions = {}): Router {
  const { log = logToStandardError, checkOutput = import.meta.url.endsWith('.ts') } = options
  const routes = buildRoutes(services)
  return {
    async handle(name, input) {
      try {
        const route = routes.get(name)
        if (route === undefined)
          throw new LecternError('UNKNOWN_PROCEDURE', `There is no procedure called “${quote(name)}”.`)
        const output = await route.answer(parseInput(name, route.procedure, input))
        return { ok: true, value: checkOutput ? parseOutput(name, route.procedure, output) : output }
      } catch (error) {
        if (!(error instanceof LecternError)) log(`A fault in ${quote(name)}`, error)
        return { ok: false, error: toFailure(error) }
      }
    },
  }
}

/** A map, so that only names of the contract are ever found. */
function buildRoutes(services: Services): ReadonlyMap<string, Route> {
  const handlers = new Map(Object.entries(services))
  const routes = new Map<string, Route>()
  for (const [name, procedure] of Object.entries<Procedure>(contract)) {
    const answer = handlers.get(name)
    if (answer === undefined) throw new Error(`No service answers ${name}.`)
    routes.set(name, { procedure, answer })
    handlers.delete(name)
  }
  const [stray] = handlers.keys()
  if (stray !== undefined) throw new Error(`The contract has no procedure called ${stray}.`)
  return routes
}

function parseInput(name: string, procedure: Procedure, input: unknown): unknown {
  const forbidden = findForbiddenKey(input)
  if (forbidden !== null) throw refuseInput(name, forbidden, 'this name is not accepted')
  const result = procedure.input.safeParse(input)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  throw refuseInput(
    name,
    issue?.path.map(String).join('.') ?? '',
    issue?.message ?? 'not of the form expected',
  )
}

function refuseInput(name: string, field: string, reason: string): LecternError {
  const where = field === '' ? 'the input' : `the field “${quote(field)}”`
  return new LecternError('INVALID_INPUT', `${name}: ${where} was refused: ${quote(reason)}.`, {
    details: { procedure: name, field: quote(field) },
  })
}

/** An output that breaks the contract is a bug of the service, never of the caller. */
function parseOutput(name: string, procedure: Procedure, output: unknown): unknown {
  const result = procedure.output.safeParse(output)
  if (result.success) return result.data
  throw new TypeError(`The answer of ${name} breaks the contract:\n${z.prettifyError(result.error)}`)
}

function quote(text: string): string {
  const plain = text.replace(/\p{C}/gu, ' ')
  return plain.length <= QUOTED_LENGTH ? plain : `${plain.slice(0, QUOTED_LENGTH)}…`
}

function logToStandardError(message: string, error: unknown): void {
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`${message}: ${trace}\n`)
}
