/** @file loadPreparation: brings the steps of columns, which the first page does without. */
import { preparation } from './known'

/** Resolves when the steps are here. */
export async function loadPreparation(): Promise<void> {
  if (!preparation()) await import('./chain')
}
