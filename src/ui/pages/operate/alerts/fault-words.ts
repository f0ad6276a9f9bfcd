/** @file FaultWords: how many faults of a score there were, and how many are ahead. */
import { counted } from '../../../../messages/format'

/** Of those that began by now, and all that are written. */
export function faultWords(begun: number, all: number): string {
  const ahead = all - begun
  if (ahead <= 0) return `${counted(begun, 'fault')} of the score`
  return begun === 0
    ? `No fault of the score yet, ${ahead} ahead`
    : `${counted(begun, 'fault')} of the score so far, ${ahead} ahead`
}
