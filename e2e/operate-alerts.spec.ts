/** @file Alerts: set an objective, handle an incident with its runbook, grade the alerts, backtest a threshold. */
import type { Grade } from '../src/ops/alerts/grade-alerts'
import { serious } from './axe'
import { expect, test } from './fixture'
import { openTrained } from './trained'

const HOUR = 3_600_000

const SCENARIO = {
  seed: 4,
  durationMs: 8 * HOUR,
  notes: [
    { id: 'rate', kind: 'rate', startMs: 0, lengthMs: 8 * HOUR, perMinute: 60 },
    { id: 'deploy', kind: 'deploy', startMs: 3 * HOUR, lengthMs: 2 * HOUR, model: 'permuted classes' },
    { id: 'delay', kind: 'delay', startMs: 0, lengthMs: 8 * HOUR, minutes: 5 },
  ],
}

test('a bad deploy becomes one incident, which is acknowledged, resolved, and graded', async ({
  netloom,
  watched: page,
}) => {
  await openTrained(netloom, 'small-digits-mlp', { name: 'digits', versions: 2 })
  await netloom.run('service.new', { name: 'digits service', model: 'digits' })
  const aliasArgs = { model: 'digits', why: 'practice', anyway: true }
  await netloom.run('registry.alias', { ...aliasArgs, alias: 'champion', version: 1 })
  await netloom.run('registry.alias', { ...aliasArgs, alias: 'challenger', version: 2 })
  const service = 'digits service'
  await netloom.run('graph.set', { service, node: 'split', params: { champion: 50, challenger: 50 } })
  await netloom.run('graph.set', { service, node: 'abstain', params: { below: 0 } })
  const tab = (name: string) => page.getByRole('radio', { name, exact: true }).check({ force: true })

  // An objective is displayed as a sentence with a field for each number.
  await tab('Objectives')
  const accuracy = page.getByRole('region', { name: /labeled predictions correct/ })
  await accuracy.getByRole('spinbutton', { name: 'Target in percent' }).fill('92')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: '92% of labeled predictions correct over 7 days' })).toBeVisible()
  await tab('Incidents')
  await expect(page.getByText('No incidents yet')).toBeVisible()

  // Stop during the fault: the incident is open and names the version that served the bad requests.
  await netloom.run('scenario.set', { scenario: SCENARIO })
  await netloom.run('service.play', { speed: 24 * 3600, to: 5 * HOUR })
  const { operate } = await netloom.when(
    (s) => (s.operate?.clock.at ?? 0) >= 5 * 3_600_000 && !s.operate?.clock.playing,
  )
  expect(operate?.incidents).toEqual({ open: 1, acknowledged: 0, resolved: 0 })
  // Objectives stay in the order of their definition; a badge marks those that page.
  await tab('Objectives')
  const objectives = page.getByRole('region', { name: /over \d+ days/ })
  const defined = (await netloom.run<{ sentence: string }[]>('slo.list')).map(({ sentence }) => sentence)
  for (const [i, name] of defined.entries()) await expect(objectives.nth(i)).toHaveAccessibleName(name)
  await expect(objectives.filter({ hasText: 'labeled predictions' }).getByRole('emphasis')).toBeVisible()
  await tab('Incidents')
  const incident = page.getByRole('article', { name: /Low accuracy with new build of digits/ })
  await expect(incident).toBeVisible()
  await expect(incident.getByRole('region', { name: 'What bad requests have in common' })).toContainText(
    'new build of digits',
  )
  // The cause is hidden until somebody asks for it.
  const cause = incident.getByText('Simulated cause: Bad deploy: permuted classes.')
  await expect(cause).toBeHidden()
  await incident.getByText('Compare with the simulated ground truth').click()
  await expect(cause).toBeVisible()
  await incident.getByRole('button', { name: 'Acknowledge' }).click()
  await expect(page.getByRole('region', { name: 'Acknowledged' })).toBeVisible()
  await incident.getByRole('textbox', { name: 'Note' }).fill('the challenger answers class + 1')
  await page.keyboard.press('Enter')
  await expect(incident.getByText('the challenger answers class + 1')).toBeVisible()
  expect(await serious(page)).toEqual([])
  // A runbook step runs a command.
  await incident
    .getByRole('region', { name: /Runbook/ })
    .getByRole('button', { name: 'resolve the incident' })
    .click()
  await expect(page.getByRole('region', { name: 'Resolved' })).toContainText('resolved by you')

  // At the end, the alerts are graded against the faults of the scenario.
  await netloom.run('service.play', { speed: 24 * 3600 })
  await netloom.when((s) => (s.operate?.clock.at ?? 0) >= 8 * 3_600_000 && !s.operate?.clock.playing)
  const grade = await netloom.run<Grade>('slo.grade')
  expect(grade).toMatchObject({ recall: 1, faults: [{ event: 'deploy', violated: ['accuracy'] }] })
  await expect(page.getByRole('region', { name: 'Alert quality' })).toContainText('1 of 1 fault')

  // Backtest a threshold by keyboard and adopt it.
  await tab('Objectives')
  const card = page.getByRole('region', { name: '92% of labeled predictions correct over 7 days' })
  await card.getByRole('button', { name: '14.4×', exact: true }).click()
  const slider = card.getByRole('slider', { name: 'Burn threshold' })
  await slider.focus()
  for (let i = 0; i < 6; i++) await page.keyboard.press('PageDown')
  await expect(card.getByRole('status')).toContainText(
    'would have sent 1 page. 1 of them would have come during a fault.',
  )
  await card.getByRole('button', { name: /^Keep/ }).click()
  await expect(card.getByRole('button', { name: '14.4×', exact: true })).toHaveCount(0)
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Prometheus rules' }).click()
  expect((await download).suggestedFilename()).toBe('digits-service-alerts.yml')
  expect(await netloom.run<string>('slo.export')).toContain('alert: NetloomBudgetBurnFast')
  expect(await serious(page)).toEqual([])
  expect(await netloom.refused('slo.set', { targetPercent: 100 })).toMatchObject({ code: 'slo-target' })
  expect(await netloom.refused('incident.resolve', { incident: 'none' })).toMatchObject({ code: 'incident-none' })
})
