/** @file useStoredSetting: a layout setting in this device's local storage. User work is never stored there. */
import { useCallback, useState } from 'react'

const PREFIX = 'netloom.layout.'

/** Returns a stored setting, and a function that changes it. The value is `initial` until a value is stored. */
export function useStoredSetting<T extends string | number | boolean | readonly string[]>(
  name: string,
  initial: T,
): readonly [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => readSetting(name, initial))
  const store = useCallback(
    (next: T) => {
      setValue(next)
      storeSetting(name, next)
    },
    [name],
  )
  return [value, store]
}

/** Stores a setting; usable outside of React. */
export function storeSetting(name: string, value: unknown): void {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value))
  } catch {
    // If storage is full or denied, the setting lasts only until the page closes.
  }
}

/** Reads a stored setting; usable outside of React. Returns `initial` if no value is stored. */
export function readSetting<T>(name: string, initial: T): T {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(PREFIX + name) ?? 'null')
    return typeof stored === typeof initial && Array.isArray(stored) === Array.isArray(initial) && stored !== null
      ? (stored as T)
      : initial
  } catch {
    return initial
  }
}
