/** @file useKept: a small piece of layout that this device remembers. What a user made is never kept here. */
import { useCallback, useState } from 'react'

const PREFIX = 'netloom.layout.'

/** A value kept under a name; the first one until something is kept. */
export function useKept<T extends string | number | boolean | readonly string[]>(
  name: string,
  first: T,
): readonly [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => read(name, first))
  const keepIt = useCallback(
    (next: T) => {
      setValue(next)
      keep(name, next)
    },
    [name],
  )
  return [value, keepIt]
}

/** Keeps a value under a name, outside of React. */
export function keep(name: string, value: unknown): void {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value))
  } catch {
    // No room or no permission: then the layout lasts as long as the page.
  }
}

/** What is kept under a name, outside of React. */
export function read<T>(name: string, first: T): T {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(PREFIX + name) ?? 'null')
    return typeof kept === typeof first && Array.isArray(kept) === Array.isArray(first) && kept !== null
      ? (kept as T)
      : first
  } catch {
    return first
  }
}
