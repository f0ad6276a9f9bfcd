/**
 * @file The order of unit tests: those that open a studio or go through the gallery first, for they take longest, and a long one that begins
 * last leaves all cores but one idle. Within both halves as vitest knows them: by time, or by size on a machine that has run none.
 */
import { readFileSync } from 'node:fs'
import { BaseSequencer } from 'vitest/node'

const SLOW = /from '[^']*\/(gallery|testing\/(scene|gallery-jobs))'/

export class SlowFirst extends BaseSequencer {
  async sort(files) {
    const sorted = await super.sort(files)
    const slow = new Set(sorted.filter(({ moduleId }) => SLOW.test(readFileSync(moduleId, 'utf8'))))
    return [...slow, ...sorted.filter((file) => !slow.has(file))]
  }
}
