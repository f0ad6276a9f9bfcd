/** @file useHeat: the color of a node by its cost, while the canvas is colored. */
import type { CSSProperties } from 'react'
import { useSelect } from '../../studio-context'
import { shareOf } from './costs'

/** Attributes of a node's element: its share of the largest cost as `data-heat` and `--heat`; none while costs are not shown. */
export function useHeat(id: string): { readonly 'data-heat'?: number; readonly style?: CSSProperties } {
  const percent = useSelect((state) => {
    const share = state.heat === null ? undefined : shareOf(state, state.heat, id)
    return share === undefined ? undefined : Math.round(100 * share)
  })
  if (percent === undefined) return {}
  return { 'data-heat': percent, style: { '--heat': `${percent}%` } as CSSProperties }
}
