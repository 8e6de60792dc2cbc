// The person's settings. Every field has a default, so that an empty file is a valid one.
import { z } from 'zod'
import { HighlightColor, HighlightStyle } from './annotation.ts'
import { BundleId } from './ids.ts'
import { QUERY_LENGTH, SearchFilters, SearchScope } from './search.ts'

export const Theme = z.enum(['auto', 'light', 'sepia', 'dark', 'black'])
export type Theme = z.infer<typeof Theme>

export const ReadingFont = z.enum([
  'literata',
  'source-serif',
  'inter',
  'jetbrains-mono',
  'atkinson',
  'opendyslexic',
])
export type ReadingFont = z.infer<typeof ReadingFont>

/** How documents are set. `fontSize` in CSS pixels, `lineHeight` as a multiple, `measure` in characters. */
export const Appearance = z.object({
  theme: Theme.default('auto'),
  font: ReadingFont.default('literata'),
  fontSize: z.number().min(10).max(48).default(18),
  lineHeight: z.number().min(1).max(2.6).default(1.6),
  measure: z.number().min(30).max(120).default(66),
})
export type Appearance = z.infer<typeof Appearance>

/** Most searches that are kept of each kind. */
export const RECENT_SEARCHES = 20
export const SAVED_SEARCHES = 100

export const SearchScopeKind = z.enum(SearchScope.options.map((option) => option.shape.kind.value))
export type SearchScopeKind = z.infer<typeof SearchScopeKind>

/**
 * A search that the person gave a name; no two have the same. Its scope means what is open when it is run, so "this
 * bundle" is asked of whichever bundle that is.
 */
export const SavedSearch = z.object({
  name: z.string().trim().min(1).max(100),
  text: z.string().min(1).max(QUERY_LENGTH),
  scope: SearchScopeKind,
  filters: SearchFilters.default({}),
})
export type SavedSearch = z.infer<typeof SavedSearch>

const RecentSearches = z.array(z.string().min(1).max(QUERY_LENGTH)).max(RECENT_SEARCHES)
const SavedSearches = z.array(SavedSearch).max(SAVED_SEARCHES)

export const Settings = z.object({
  appearance: Appearance.prefault({}),
  /** What differs from `appearance` in one bundle. */
  appearanceByBundle: z.record(BundleId, Appearance.partial()).default({}),
  highlightColor: HighlightColor.default('yellow'),
  highlightStyle: HighlightStyle.default('solid'),
  author: z.string().max(200).default(''),
  externalLinks: z.enum(['ask', 'never']).default('ask'),
  sidebarWidth: z.number().min(180).max(640).default(300),
  sidebarOpen: z.boolean().default(true),
  sidebarTab: z.enum(['contents', 'search', 'annotations', 'bookmarks']).default('contents'),
  libraryView: z.enum(['covers', 'list']).default('covers'),
  /** Texts that led somewhere, the latest first. */
  recentSearches: RecentSearches.default([]),
  /** In the order of their names. */
  savedSearches: SavedSearches.default([]),
})
export type Settings = z.infer<typeof Settings>

/** Some of the settings, to be changed; whole top-level values. An unknown name is refused, not dropped. */
export const SettingsPatch = z.strictObject({
  appearance: Appearance.optional(),
  appearanceByBundle: z.record(BundleId, Appearance.partial()).optional(),
  highlightColor: HighlightColor.optional(),
  highlightStyle: HighlightStyle.optional(),
  author: z.string().max(200).optional(),
  externalLinks: z.enum(['ask', 'never']).optional(),
  sidebarWidth: z.number().min(180).max(640).optional(),
  sidebarOpen: z.boolean().optional(),
  sidebarTab: z.enum(['contents', 'search', 'annotations', 'bookmarks']).optional(),
  libraryView: z.enum(['covers', 'list']).optional(),
  recentSearches: RecentSearches.optional(),
  savedSearches: SavedSearches.optional(),
})
export type SettingsPatch = z.infer<typeof SettingsPatch>
