/** @file The text of a step in the history of a network. */
import type { Drawing } from '../../graph/drawing'
import * as canvas from '../canvas/step-text'
import { networkWords } from './layer-catalog'

/** What changed from one drawing to the next. */
export function stepWords(before: Drawing, after: Drawing): string {
  return canvas.stepWords(networkWords.nouns, before, after)
}
