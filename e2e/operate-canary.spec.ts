/**
 * @file Canary rollout: a model that is worse on one slice gets 5% of the traffic and rolls back automatically, and the
 * harm it did is shown.
 */
import { expect, test } from './fixture'
import { openTrained } from './trained'

const HOUR = 3_600_000
const DAYS = 8

test('a bad challenger rolls back automatically: share, alias, verdict, and harmed requests', async ({
  netloom,
  watched: page,
}) => {
  await openTrained(netloom, 'small-digits-mlp', { name: 'digits' })
  await netloom.run('service.new', { model: 'digits' })
  const span = { startMs: 0, lengthMs: DAYS * 24 * HOUR }
  await netloom.run('scenario.set', {
    scenario: {
      seed: 5,
      durationMs: DAYS * 24 * HOUR,
      notes: [
        { id: 'n0', kind: 'rate', perMinute: 10, ...span },
        { id: 'n1', kind: 'delay', minutes: 30, ...span },
      ],
    },
  })
  await page.getByRole('radio', { name: 'Canary', exact: true }).check()

  // Without a challenger, moving the traffic share opens a dialog and changes nothing.
  const share = page.getByRole('slider', { name: 'Challenger traffic share' })
  await share.focus()
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: /100% of the requests/ })).toContainText('nothing to compare')
  await page.keyboard.press('Escape')
  await expect(share).toHaveAttribute('aria-valuenow', '0')

  await page.getByRole('button', { name: 'Practice model…' }).click()
  await page.getByRole('menuitem', { name: /^Worse for one slice/ }).click()
  await netloom.when((s) => s.models.length === 2 && s.aliases.digits?.challenger === 2)
  await page.getByRole('button', { name: 'Start at 5%' }).click()
  await netloom.when((s) => s.operate?.canary?.percent === 5)
  await expect(share).toHaveAttribute('aria-valuenow', '5')

  // Increasing the share by keyboard beyond a gate that has not passed asks for confirmation; decreasing it does not.
  await share.focus()
  await page.keyboard.press('PageUp')
  await page.keyboard.press('Enter')
  const jump = page.getByRole('dialog', { name: 'Skip the gate and go to 25%?' })
  await expect(jump).toContainText('Gate at 5%: 0 of 100 labeled challenger requests')
  await jump.getByRole('button', { name: 'Cancel' }).click()
  await expect(share).toHaveAttribute('aria-valuenow', '5')
  await share.focus()
  await page.keyboard.press('PageUp')
  await page.keyboard.press('Enter')
  await jump.getByRole('button', { name: 'Skip gate' }).click()
  await netloom.when((s) => s.operate?.canary?.percent === 25)
  await share.focus()
  await page.keyboard.press('PageDown')
  await page.keyboard.press('Enter')
  await netloom.when((s) => s.operate?.canary?.percent === 5)

  // After a reload the canary continues at the same share.
  await netloom.when((s) => s.saving === 'saved')
  await page.reload()
  await netloom.when((s) => s.data.loaded)
  await page.getByRole('link', { name: 'Operate', exact: true }).click()
  await netloom.when((s) => s.operate?.service != null)
  await netloom.run('service.start')
  await netloom.when((s) => s.operate?.serving === 'on' && s.operate.canary?.percent === 5)
  await page.getByRole('radio', { name: 'Canary', exact: true }).check()

  await netloom.run('service.play', { speed: 525_600 })
  await netloom.when((s) => s.operate?.canary === null)
  await expect(share).toHaveAttribute('aria-valuenow', '0')
  await expect(page.getByText(/was rolled back (automatically|by the automatic rollout)/).first()).toBeVisible()
  // On a busy machine the measured times of the challenger can be worse before its accuracy is.
  await expect(page.getByText(/^Worse: (accuracy|[\d.]+% of responses) .* the champion/)).toBeVisible()
  const harmed = page.getByRole('region', { name: 'Harmed requests' })
  await expect(harmed.getByText(/^Of \d+ challenger requests, \d+ w/)).toBeVisible()
  const { aliases } = await netloom.state()
  expect(aliases.digits).toEqual({ champion: 1 })
})

test('a traffic share without a canary becomes an A/B test; after the scenario ends it cannot be played', async ({
  netloom,
  watched: page,
}) => {
  await openTrained(netloom, 'small-digits-mlp', { name: 'digits', versions: 2 })
  await netloom.run('service.new', { model: 'digits' })
  const minutes = 20
  await netloom.run('scenario.set', {
    scenario: {
      seed: 5,
      durationMs: minutes * 60_000,
      notes: [{ id: 'n0', kind: 'rate', perMinute: 10, startMs: 0, lengthMs: minutes * 60_000 }],
    },
  })
  await page.getByRole('radio', { name: 'Canary', exact: true }).check()
  const share = page.getByRole('slider', { name: 'Challenger traffic share' })
  await share.focus()
  await page.keyboard.press('PageUp')
  await page.keyboard.press('PageUp')
  await page.keyboard.press('Enter')
  const ask = page.getByRole('dialog', { name: 'Send 25% of the requests to a challenger?' })
  await ask.getByRole('radio', { name: 'A/B test' }).check()
  await expect(ask).toContainText('A/B test: the challenger gets 25% of the requests')
  await ask.getByRole('button', { name: 'Start at 25%' }).click()
  await netloom.when((s) => s.operate?.canary?.percent === 25 && s.operate.canary.version !== undefined)
  await expect(page.getByText(/A\/B test: the challenger keeps its share until you decide/)).toBeVisible()

  await netloom.run('service.play', { speed: 525_600 })
  await expect(page.getByText('The scenario has ended, so no requests arrive')).toBeVisible()
  await expect(page.getByLabel('Traffic share').getByRole('button', { name: 'Play scenario' })).toBeDisabled()
  await expect(
    page.getByText(/The gate requires 100 labeled challenger requests .* The challenger does not have to be better/),
  ).toBeVisible()
  await page.getByRole('button', { name: 'Roll back' }).click()
  await expect(page.getByRole('radio', { name: 'A/B test' })).toBeChecked()
})
