/** @file useKept: a layout setting that this device remembers. The user's work is never stored here. */
import { useCallback, useState } from 'react'

const PREFIX = 'netloom.layout.'

/** A value stored under a name, and its initial value until one is stored. */
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

/** Stores a value under a name, outside of React. */
export function keep(name: string, value: unknown): void {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value))
  } catch {
    // Without space or permission the setting lasts as long as the page.
  }
}

/** The value stored under a name, outside of React. */
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
