/**
 * @file A run belongs to the network version that it started with: later edits do not affect it, and the trained
 * version is saved.
 */
import { readZip } from '../src/storage/model-artifact/zip'
import { expect, near, test } from './fixture'

test('editing during training leaves run, predictions, and saved model at version 1', async ({
  netloom,
  watched: page,
}) => {
  await netloom.run('project.new', { template: 'moons-mlp' })
  const began = await netloom.state()
  const units = (s: typeof began) => s.project.networks[0]?.nodes.find(({ id }) => id === 'hidden')?.params.units
  expect(units(began)).toBe(16)
  await netloom.run('plan.set', { epochs: 100_000 })
  await netloom.run('run.start')
  await netloom.run('graph.set', { node: 'hidden', params: { units: 5 } })
  const other = await netloom.run<string>('graph.addAfter', { kind: 'dense', node: 'hidden' })
  await netloom.run('graph.rename', { node: 'moon', label: 'Renamed' })
  const edited = await netloom.state()
  expect(edited.run).toMatchObject({ tag: 'training', drawingVersion: 1 })
  // The new name is no new revision.
  expect(edited.project.drawingVersion).toBe(3)
  await expect(page.getByText(/^Training at revision 1\b/).first()).toBeVisible()
  await netloom.when((s, step) => s.run.step > step, { given: edited.run.step })
  const inputs = [[0.3, -0.2]]
  await netloom.run('run.stop')
  const live = await netloom.run('model.predict', { inputs })

  await netloom.run('model.save', { name: 'first' })
  expect(await netloom.run('model.predict', { model: { name: 'first' }, inputs })).toEqual(near(live))
  // A broken network affects neither the weights nor the saved model.
  await netloom.run('graph.remove', { nodes: ['hidden', other] })
  expect((await netloom.state()).check.ok).toBe(false)
  expect(await netloom.run('model.predict', { inputs })).toEqual(live)
  const { rows } = await netloom.run<{ rows: number }>('run.evaluate', { split: 'test' })
  expect(rows).toBe((await netloom.state()).data.samples.test)
  const zip = await netloom.bytes('model.export', { name: 'first' })

  // The project in the artifact contains the network that was trained.
  await netloom.run('model.remove', { name: 'first' })
  await netloom.give('model.import', zip)
  expect(await netloom.run('model.predict', { model: { name: 'first' }, inputs })).toEqual(near(live))
  const files = readZip(new Uint8Array(zip))
  const kept = JSON.parse(new TextDecoder().decode((files.ok && files.value.get('project.json')) || new Uint8Array()))
  expect(kept.networks[0].drawing).toEqual({
    nodes: began.project.networks[0]?.nodes,
    wires: began.project.networks[0]?.wires,
  })
  await netloom.run('graph.undo')
  await netloom.run('run.start')
  const again = await netloom.state()
  expect(again.run.drawingVersion).toBe(again.project.drawingVersion)
  await netloom.run('run.stop')
  expect(await netloom.run('model.predict', { inputs })).not.toEqual(live)
})
