/** @file useStoredSetting: a layout setting in the local storage of this device. The user's work is never stored here. */
import { useCallback, useState } from 'react'

const PREFIX = 'netloom.layout.'

/** A stored setting, and a function that changes it. Until it is stored, its value is `initial`. */
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

/** Stores a setting, outside of React. */
export function storeSetting(name: string, value: unknown): void {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value))
  } catch {
    // Without space or permission, the setting lasts until the page closes.
  }
}

/** Reads a stored setting, outside of React; `initial` if none is stored. */
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
