/** @file Search lists: a text field with a list of matches below. The arrow keys choose a match, and Enter takes it. */
import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useId, useState } from 'react'

interface SearchListOptions<T> {
  readonly typed: string
  readonly onType: (typed: string) => void
  readonly matches: readonly T[]
  readonly onTake: (match: T) => void
}

/** Returns the chosen match, and the attributes of the field, the list, and each option. */
export function useSearchList<T>({ typed, onType, matches, onTake }: SearchListOptions<T>) {
  const id = useId()
  const [index, choose] = useState(0)
  const at = Math.min(index, matches.length - 1)
  const chosen = matches[at]
  useEffect(() => {
    if (chosen !== undefined) document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: 'nearest' })
  }, [id, at, chosen])

  function onKeyDown(event: KeyboardEvent): void {
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key]
    if (steps !== undefined) choose(Math.max(0, Math.min(matches.length - 1, at + steps)))
    else if (event.key === 'Enter' && chosen !== undefined) onTake(chosen)
    else return
    event.preventDefault()
  }
  return {
    chosen,
    /** Chooses the match at this index. */
    choose,
    field: (label: string) =>
      ({
        role: 'combobox',
        'aria-label': label,
        'aria-expanded': true,
        'aria-controls': id,
        'aria-activedescendant': chosen === undefined ? undefined : `${id}-${at}`,
        placeholder: label,
        autoComplete: 'off',
        spellCheck: false,
        autoFocus: true,
        value: typed,
        onChange: (event: { readonly currentTarget: HTMLInputElement }) => {
          onType(event.currentTarget.value)
          choose(0)
        },
        onKeyDown,
      }) as const,
    list: (label: string) => ({ id, role: 'listbox', 'aria-label': label }) as const,
    /** The attributes of the option for the match at this index. */
    option: (i: number) =>
      ({
        id: `${id}-${i}`,
        role: 'option',
        tabIndex: -1,
        'aria-selected': i === at,
        // The field keeps the focus.
        onPointerDown: (event: PointerEvent) => event.preventDefault(),
        onClick: () => {
          const match = matches[i]
          if (match !== undefined) onTake(match)
        },
      }) as const,
  }
}

interface ListPopupProps {
  readonly label: string
  readonly className: string | undefined
  readonly style?: { readonly left: string; readonly top: string }
  readonly onEscape: () => void
  /** Called when the focus leaves the popup. */
  readonly onLeave: () => void
  readonly children: ReactNode
}

/** A small dialog over the canvas that contains a search list and handles all keys pressed in it. */
export function ListPopup({ label, className, style, onEscape, onLeave, children }: ListPopupProps) {
  return (
    <div
      className={className}
      style={style}
      role="dialog"
      aria-label={label}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key !== 'Escape') return
        event.preventDefault()
        onEscape()
      }}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) onLeave()
      }}
    >
      {children}
    </div>
  )
}

/** The fields of an entry that a query searches. */
export interface Searchable {
  readonly title: string
  /** Additional search terms. */
  readonly search?: string
}

/**
 * The entries that contain every word of the query, best matches first. Equally good matches stay in their original
 * order.
 */
export function findEntries<E extends Searchable>(entries: readonly E[], query: string): readonly E[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return entries
  return entries
    .map((entry, index) => ({ entry, index, score: matchScore(entry, words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .map(({ entry }) => entry)
}

/**
 * The score of a match; 0 if a word is missing. Matches at the start of the title score highest, then matches at the
 * start of a word, then matches anywhere else.
 */
function matchScore(entry: Searchable, words: readonly string[]): number {
  const title = entry.title.toLowerCase()
  const all = `${title} ${entry.search ?? ''}`.toLowerCase()
  // An exact match comes first: "Train" ranks before longer titles that start with it.
  let score = title === words.join(' ') ? 100 : 0
  for (const word of words) {
    if (title.startsWith(word)) score += 4
    else if (` ${title}`.includes(` ${word}`)) score += 3
    else if (title.includes(word)) score += 2
    else if (all.includes(word)) score += 1
    else return 0
  }
  return score
}
