/** @file Layer link: a layer by its label; a click shows it in the drawing, while it is still there. */
import { useRun, useSelect } from '../studio-context'
import styles from './pages.module.css'

export interface LayerLinkProps {
  readonly label: string
  readonly node: string | undefined
}

/** The label, as a button where there is a node to show. */
export function LayerLink({ label, node }: LayerLinkProps) {
  const run = useRun()
  const there = useSelect(({ project }) => project.drawing.nodes.some(({ id }) => id === node))
  if (!there || node === undefined) return <span title={label}>{label}</span>
  return (
    <button
      type="button"
      className={styles.link}
      title={`Show ${label} in the drawing`}
      onClick={() => {
        run('select.set', { nodes: [node] })
        run('room.open', { room: 'build' })
      }}
    >
      {label}
    </button>
  )
}
