/**
 * @file Sorts the unit test files. First come those that open a studio or run the gallery: they take longest, and if a
 * long test starts last, the other cores are idle. Then come those that share a process, in a row, because any other
 * file in between would end that process. Within each group, the order is vitest's: by last duration, or by size on the
 * first run.
 */
import { readFileSync } from 'node:fs'
import { BaseSequencer } from 'vitest/node'

const SLOW = /from '[^']*\/(gallery|guide\.test-help|testing\/(studio-fixture|gallery-jobs|served-moons.test-help))'/

/** The projects of vitest.config.ts in the order in which they run. */
const PROJECTS = ['apart', 'both', 'oracle', 'dom', 'shared']

export class SlowFirst extends BaseSequencer {
  async sort(files) {
    const sorted = await super.sort(files)
    const group = ({ moduleId, project }) =>
      2 * PROJECTS.indexOf(project.name) + (SLOW.test(readFileSync(moduleId, 'utf8')) ? 0 : 1)
    const groups = new Map(sorted.map((file) => [file, group(file)]))
    // The sort is stable, so vitest's order is kept within a group.
    return sorted.sort((a, b) => groups.get(a) - groups.get(b))
  }
}
