/** @file Version hash: the hash of the imported data and all later steps, so that equal hashes mean equal rows. */
import { hashSync } from '../base/hash'
import { stableJson } from '../base/stable-json'
import type { DataStep } from './dataset-edit'

/**
 * Returns the hash of the base data, followed by the hash of the state after each step; each hash covers the previous
 * hash and the step.
 */
export function versionHashes(base: unknown, steps: readonly DataStep[]): readonly string[] {
  const hashes = [hashOf(stableJson(base))]
  for (const step of steps) hashes.push(hashOf(`${hashes.at(-1)}\n${stableJson(step)}`))
  return hashes
}

/** The hash of the state after all steps. */
export function versionHash(base: unknown, steps: readonly DataStep[]): string {
  return versionHashes(base, steps).at(-1) as string
}

function hashOf(text: string): string {
  return hashSync(new TextEncoder().encode(text))
}
