/** @file Runs axe and the checks of `measures.ts` in the page, and lists serious findings, one per line. */
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import type { Netloom } from './fixture'
import { measures, withoutMotion } from './measures'

const AXE = readFileSync('node_modules/axe-core/axe.min.js', 'utf8')

interface AxeRule {
  readonly id: string
  readonly impact: string
}

interface Violation {
  readonly id: string
  readonly impact: string
  readonly nodes: readonly { readonly target: unknown; readonly failureSummary: string }[]
}

/** Waits until nothing in the page has changed for a quarter of a second, or for three seconds. */
export function untilQuiet(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const end = () => {
          observer.disconnect()
          clearTimeout(timer)
          clearTimeout(latest)
          resolve()
        }
        let timer = setTimeout(end, 250)
        const latest = setTimeout(end, 3000)
        const observer = new MutationObserver(() => {
          clearTimeout(timer)
          timer = setTimeout(end, 250)
        })
        observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
      }),
  )
}

/**
 * Findings in the current state of the page, of axe in one theme, and of what depends on colors in both. Leaves the page
 * in the theme `dark`.
 */
export async function findingsInBothThemes(page: Page, netloom: Netloom): Promise<readonly string[]> {
  await netloom.run('theme.set', { theme: 'light' })
  const light = [...(await serious(page)), ...(await measures(page))]
  await netloom.run('theme.set', { theme: 'dark' })
  const dark = await measures(page)
  return [...light.map((line) => `light: ${line}`), ...dark.map((line) => `dark: ${line}`)]
}

/** Serious and critical findings of axe in the current state of the page, of all rules or of some. */
export async function serious(page: Page, rules?: readonly string[]): Promise<readonly string[]> {
  // Playwright's evaluate is not subject to the page's content security policy.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE)
  await withoutMotion(page)
  return page.evaluate(async (only) => {
    const { axe } = window as unknown as {
      axe: {
        _audit: { readonly rules: readonly AxeRule[] }
        run(of: object): Promise<{ violations: readonly Violation[] }>
      }
    }
    const isSerious = ({ impact }: { readonly impact: string }) => impact === 'serious' || impact === 'critical'
    // Off are the rules whose findings are never serious, and the contrast of texts, which `measures` checks in both
    // themes. They would take more than half of the time.
    const off = axe._audit.rules.filter((rule) => rule.id === 'color-contrast' || !isSerious(rule))
    const { violations } = await axe.run({
      resultTypes: ['violations'],
      rules: Object.fromEntries(off.map(({ id }) => [id, { enabled: false }])),
      ...(only && { runOnly: only }),
    })
    return violations
      .filter(isSerious)
      .flatMap(({ id, nodes }) => nodes.map((node) => `${id} ${String(node.target)} ${node.failureSummary}`))
  }, rules)
}
