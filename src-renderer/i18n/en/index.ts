// The English catalogue: one file per feature, one flat table in each. A key is `<feature>.<name>`; a name that ends
// in `_one` or `_other` is a plural form, chosen by the parameter `count`.
import { annotations } from './annotations.ts'
import { common } from './common.ts'
import { contents } from './contents.ts'
import { find } from './find.ts'
import { importing } from './import.ts'
import { library } from './library.ts'
import { reader } from './reader.ts'
import { search } from './search.ts'
import { settings } from './settings.ts'
import { shell } from './shell.ts'

export const en = {
  annotations,
  common,
  contents,
  find,
  import: importing,
  library,
  reader,
  search,
  settings,
  shell,
} as const
