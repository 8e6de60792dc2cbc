// Searches that are kept in the settings: the latest ones, and those the person gave a name. It asks nothing.
import { QUERY_LENGTH } from '../../src-shared/domain/search.ts'
import { RECENT_SEARCHES, type SavedSearch, SAVED_SEARCHES } from '../../src-shared/domain/settings.ts'
import type { SettingsStore } from './settings-store.ts'

/** Puts a text before the recent ones; one that differs in case alone gives way. Blank text is not kept. */
export function rememberSearch(settings: SettingsStore, text: string): void {
  const { recentSearches } = settings.getState().settings
  const kept = text.trim().slice(0, QUERY_LENGTH)
  if (kept === '' || recentSearches[0] === kept) return
  const others = recentSearches.filter((each) => !isSameName(each, kept))
  void settings.update({ recentSearches: [kept, ...others].slice(0, RECENT_SEARCHES) })
}

/** Forgets one of the recent texts. */
export function forgetSearch(settings: SettingsStore, text: string): void {
  const { recentSearches } = settings.getState().settings
  void settings.update({ recentSearches: recentSearches.filter((each) => each !== text) })
}

/** Forgets all recent texts. */
export function forgetSearches(settings: SettingsStore): void {
  void settings.update({ recentSearches: [] })
}

/**
 * Keeps a search under its name, in place of one that had it. With `instead`, in place of the one of that name as well:
 * that renames it. False when there is no room for another.
 */
export function saveSearch(settings: SettingsStore, search: SavedSearch, instead?: string): boolean {
  const name = search.name.trim()
  const text = search.text.trim().slice(0, QUERY_LENGTH)
  const others = settings
    .getState()
    .settings.savedSearches.filter((each) => !isSameName(each.name, name) && each.name !== instead)
  if (others.length >= SAVED_SEARCHES) return false
  const savedSearches = [...others, { ...search, name, text }].toSorted((a, b) =>
    a.name.localeCompare(b.name),
  )
  void settings.update({ savedSearches })
  return true
}

/** Forgets the search of that name. */
export function deleteSearch(settings: SettingsStore, name: string): void {
  const { savedSearches } = settings.getState().settings
  void settings.update({ savedSearches: savedSearches.filter((each) => each.name !== name) })
}

/** Names that are the same but for their case. */
export function isSameName(one: string, other: string): boolean {
  return one.trim().toLocaleLowerCase() === other.trim().toLocaleLowerCase()
}
