/**
 * @file The trust indicator on a dataset whose cause is known: the masks of planted defects. `npm run figures` runs it on
 * more examples, for the figure "trust".
 */
import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { openTestStudio } from '../testing/studio-fixture'
import { plantedTrust } from './explanations.test-help'

// not text: environment variables of the figure
const { TRUST_ROWS: ROWS = '12', TRUST_FILE: FILE } = process.env

test('maps of the known cause score above random maps, and maps of shuffled weights are flagged', async () => {
  const studio = await openTestStudio('defects-cnn')
  try {
    await studio.when(({ data }) => data.loaded)
    await studio.run('plan.set', { epochs: 10_000, stopWhen: { steps: 300 } })
    await studio.run('run.start')
    await studio.when(({ run }) => run.tag === 'done')
    const { split } = await studio.studio.data.ready()
    const found = await plantedTrust(studio, [...split.validation.subarray(0, Number(ROWS))], 'where')
    if (FILE) writeFileSync(FILE, JSON.stringify(found))
    expect(found.independent).toBe(1)
    expect(found.flagged).toBe(1)
    expect(found.auc).toBeGreaterThanOrEqual(0.95)
  } finally {
    await studio.close()
  }
}, 1_200_000)
