/** @file axe in the page: what it finds that is serious, a line each. */
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'

const AXE = readFileSync('node_modules/axe-core/axe.min.js', 'utf8')

interface Violation {
  readonly id: string
  readonly impact: string
  readonly nodes: readonly { readonly target: unknown; readonly failureSummary: string }[]
}

/** Serious and critical findings on the page as it stands. */
export async function serious(page: Page): Promise<readonly string[]> {
  // Through the driver's own evaluation, which the page's policy does not bind.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE)
  // What fades in has another contrast for a moment; what comes while axe looks does not fade.
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter(
          ({ effect, playState }) =>
            playState === 'running' && effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY,
        )
        .map(({ finished }) => finished),
    ),
  )
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(of: object): Promise<{ violations: readonly Violation[] }> } }
    const { violations } = await axe.run({ resultTypes: ['violations'] })
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map((node) => `${id} ${String(node.target)} ${node.failureSummary}`))
  })
}
