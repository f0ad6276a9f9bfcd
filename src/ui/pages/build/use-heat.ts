/** @file useHeat: the colour of a node's cost, while the canvas is coloured by one. */
import type { CSSProperties } from 'react'
import { useSelect } from '../../studio-context'
import { shareOf } from './costs'

/** What a node's element carries: its share of the largest as `data-heat` and `--heat`; nothing while costs are not shown. */
export function useHeat(id: string): { readonly 'data-heat'?: number; readonly style?: CSSProperties } {
  const percent = useSelect((state) => {
    const share = state.heat === null ? undefined : shareOf(state, state.heat, id)
    return share === undefined ? undefined : Math.round(100 * share)
  })
  if (percent === undefined) return {}
  return { 'data-heat': percent, style: { '--heat': `${percent}%` } as CSSProperties }
}
