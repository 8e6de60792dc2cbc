// The one date that a build may depend on, given from outside. The clock and the dates of files never enter a bundle.
// https://reproducible-builds.org/specs/source-date-epoch/

import { LecternError } from '../../src-shared/contract/errors.ts'

const LONGEST = 8.64e12

/**
 * The date in `SOURCE_DATE_EPOCH`, in seconds since 1970; `null` when it is not set.
 * @throws LecternError `INVALID_INPUT` when it is set to anything else
 */
export function findSourceDate(environment: NodeJS.ProcessEnv = process.env): Date | null {
  const value = environment['SOURCE_DATE_EPOCH']
  if (value === undefined || value === '') return null
  const seconds = /^\d{1,13}$/.test(value) ? Number(value) : Infinity
  if (seconds > LONGEST)
    throw new LecternError(
      'INVALID_INPUT',
      `SOURCE_DATE_EPOCH is “${value.slice(0, 40)}”, which is not a number of seconds since 1970. Correct it or unset it.`,
    )
  return new Date(seconds * 1000)
}
