/**
 * @file The order of unit tests: those that open a studio or go through the gallery first, for they take longest, and a long one that begins
 * last leaves all cores but one idle. Then those that share a process, in one row: one of another kind between them ends it. Within each as
 * vitest knows them: by time, or by size on a machine that has run none.
 */
import { readFileSync } from 'node:fs'
import { BaseSequencer } from 'vitest/node'

const SLOW = /from '[^']*\/(gallery|testing\/(studio-fixture|gallery-jobs|served-moons.test-help))'/

export class SlowFirst extends BaseSequencer {
  async sort(files) {
    const sorted = await super.sort(files)
    const turn = ({ moduleId, project }) =>
      (project.config.isolate === false ? 2 : 0) + (SLOW.test(readFileSync(moduleId, 'utf8')) ? 0 : 1)
    const turns = new Map(sorted.map((file) => [file, turn(file)]))
    // Sorting is stable.
    return sorted.sort((a, b) => turns.get(a) - turns.get(b))
  }
}
