/** @file Class keys: which class one key stands for, so that pictures are labelled as fast as they are seen. */

/** The class a key gives: the one that is called so, the only one that begins so, or by its number counted from 1. */
export function classOfKey(key: string, values: readonly string[]): string | undefined {
  if ([...key].length !== 1 || key === ' ') return undefined
  const small = key.toLowerCase()
  const same = values.find((value) => value.toLowerCase() === small)
  if (same !== undefined) return same
  const begins = values.filter((value) => value.toLowerCase().startsWith(small))
  if (begins.length === 1) return begins[0]
  return begins.length === 0 && /^[1-9]$/.test(key) ? values[Number(key) - 1] : undefined
}

/** The keys there are, for a line of help, letters or numbers throughout where one of them does for all: "0 to 9", "a Adelie, c Chinstrap". */
export function classKeyWords(values: readonly string[]): string {
  if (values.every((value) => /^\d$/.test(value))) return `${values[0]} to ${values.at(-1)}`
  const keys = values.slice(0, 12).map((value, i) => {
    const [letter, number] = [value.slice(0, 1).toLowerCase(), String(i + 1)]
    return { value, works: [letter, number].map((key) => (classOfKey(key, values) === value ? key : undefined)) }
  })
  const kind = [0, 1].find((one) => keys.every(({ works }) => works[one] !== undefined))
  const named = keys.flatMap(({ value, works: [letter, number] }) => {
    const key = kind === 1 ? number : (letter ?? number)
    return key === undefined ? [] : [`${key} ${value}`]
  })
  return `${named.join(', ')}${values.length > 12 ? ', …' : ''}`
}
