/** @file Class keys: maps keys to classes, so that images can be labeled quickly. */
import { rowsText } from '../../../../messages/en/data/rows'

/**
 * The class for a key: the class with that name, or else the only class that starts with that key, or else the class
 * with that 1-based number.
 */
export function classOfKey(key: string, values: readonly string[]): string | undefined {
  if ([...key].length !== 1 || key === ' ') return undefined
  const small = key.toLowerCase()
  const same = values.find((value) => value.toLowerCase() === small)
  if (same !== undefined) return same
  const begins = values.filter((value) => value.toLowerCase().startsWith(small))
  if (begins.length === 1) return begins[0]
  return begins.length === 0 && /^[1-9]$/.test(key) ? values[Number(key) - 1] : undefined
}

/**
 * Help text for the keys; uses only letters or only numbers where possible, for example "0 to 9" or "a Adelie, c
 * Chinstrap".
 */
export function classKeysText(values: readonly string[]): string {
  if (values.every((value) => /^\d$/.test(value)))
    return rowsText.classKeys.digits({ first: values[0] ?? '', last: values.at(-1) ?? '' })
  const keys = values.slice(0, 12).map((value, i) => {
    const [letter, number] = [value.slice(0, 1).toLowerCase(), String(i + 1)]
    return { value, works: [letter, number].map((key) => (classOfKey(key, values) === value ? key : undefined)) }
  })
  const kind = [0, 1].find((one) => keys.every(({ works }) => works[one] !== undefined))
  const named = keys.flatMap(({ value, works: [letter, number] }) => {
    const key = kind === 1 ? number : (letter ?? number)
    return key === undefined ? [] : [{ key, value }]
  })
  return rowsText.classKeys.keys({ keys: named, hasMore: values.length > 12 })
}
