/** @file loadPreparation: loads the transforms, which the initial page does not need. */
import { preparation } from './loaded-transforms'

/** Resolves when the transforms are loaded. */
export async function loadPreparation(): Promise<void> {
  if (!preparation()) await import('./step-chain')
}
