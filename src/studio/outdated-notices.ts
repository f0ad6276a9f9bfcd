/**
 * @file Filters for notices that offer to start or resume a run, or that refer to the canvas, once they no longer
 * apply.
 */
import type { Notice } from './state'

const BEGINS = new Set(['run.start', 'run.continue', 'run.goOn'])

/** The notices that remain valid once a run starts or its project is left. */
export function withoutOffers(notices: readonly Notice[]): readonly Notice[] {
  return notices.filter(({ action }) => action === undefined || !BEGINS.has(action.command))
}

/** The notices that remain valid once the canvas shows another drawing. */
export function withoutCanvas(notices: readonly Notice[]): readonly Notice[] {
  return notices.filter(({ about, action }) => about !== 'canvas' || action !== undefined)
}
