/** @file useHeat: colors a node by its cost while the canvas shows costs. */
import type { CSSProperties } from 'react'
import { useSelect } from '../../studio-context'
import { costShare } from './costs'

/**
 * Attributes for a node's DOM element: its percentage of the largest cost as `data-heat` and `--heat`. Empty while
 * costs are not shown.
 */
export function useHeat(id: string): { readonly 'data-heat'?: number; readonly style?: CSSProperties } {
  const percent = useSelect((state) => {
    const share = state.heat === null ? undefined : costShare(state, state.heat, id)
    return share === undefined ? undefined : Math.round(100 * share)
  })
  if (percent === undefined) return {}
  return { 'data-heat': percent, style: { '--heat': `${percent}%` } as CSSProperties }
}
