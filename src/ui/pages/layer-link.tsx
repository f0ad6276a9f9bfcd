/** @file LayerLink: the name of a layer; a click shows it in the network, if it still exists. */
import { pageText } from '../../messages/en/pages'
import { useRun, useSelect } from '../studio-context'
import styles from './pages.module.css'

export interface LayerLinkProps {
  readonly label: string
  readonly node: string | undefined
}

/** The label, as a button where there is a node to show. */
export function LayerLink({ label, node }: LayerLinkProps) {
  const run = useRun()
  const exists = useSelect(({ project }) => project.drawing.nodes.some(({ id }) => id === node))
  if (!exists || node === undefined) return <span title={label}>{label}</span>
  return (
    <button
      type="button"
      className={styles.link}
      title={pageText.showLayer({ layer: label })}
      onClick={() => {
        run('select.set', { nodes: [node] })
        run('room.open', { room: 'build' })
      }}
    >
      {label}
    </button>
  )
}
