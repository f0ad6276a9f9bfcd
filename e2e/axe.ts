/** @file Runs axe in the page and lists its serious findings, one per line. */
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'

const AXE = readFileSync('node_modules/axe-core/axe.min.js', 'utf8')

interface Violation {
  readonly id: string
  readonly impact: string
  readonly nodes: readonly { readonly target: unknown; readonly failureSummary: string }[]
}

/** Serious and critical findings in the current state of the page. */
export async function serious(page: Page): Promise<readonly string[]> {
  // Playwright's evaluate is not subject to the page's content security policy.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE)
  // Elements that are fading in briefly have too little contrast: skip animations from now on and wait for those in
  // progress.
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
