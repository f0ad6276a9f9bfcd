/** @file Dates as people say them of their own work: today at 14:03, yesterday, 3 May. */

const DAY = 86_400_000

/** A moment in words, as seen from another. */
export function dateWords(iso: string, now = new Date()): string {
  const then = new Date(iso)
  if (Number.isNaN(then.getTime())) return ''
  const days = Math.round((startOfDay(now) - startOfDay(then)) / DAY)
  const time = `${String(then.getHours()).padStart(2, '0')}:${String(then.getMinutes()).padStart(2, '0')}`
  if (days <= 0) return `today at ${time}`
  if (days === 1) return `yesterday at ${time}`
  const month = then.toLocaleString('en', { month: 'long' })
  return then.getFullYear() === now.getFullYear()
    ? `${then.getDate()} ${month}`
    : `${then.getDate()} ${month} ${then.getFullYear()}`
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
}
