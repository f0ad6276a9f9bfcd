/** A policy comparison belongs to the project it was run in. */
import { expect, test } from 'vitest'
import { sliceOf } from '../../state-slice'
import { openTestStudio } from '../../testing/studio-fixture'
import { stopPolicyComparison } from '../comparisons'

test('another project does not show the policy comparison of the previous one', async () => {
  const netloom = await openTestStudio('moons-mlp')
  // Any use of the comparison starts watching the open project.
  stopPolicyComparison(netloom.studio)
  const comparison = sliceOf(sliceOf(netloom.studio.store, 'operate'), 'policies')
  comparison.setState({ tag: 'failed', why: 'of these moons' }, true)
  await netloom.run('project.rename', { name: 'The same project' })
  expect(comparison.getState().tag).toBe('failed')
  await netloom.run('project.new', { template: 'penguins-mlp' })
  expect(comparison.getState()).toEqual({ tag: 'none' })
  await netloom.close()
})
