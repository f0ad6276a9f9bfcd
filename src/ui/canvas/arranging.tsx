/** @file Arranging: says that the drawing is being laid out where that takes its time, and stops it. */
import { useEffect, useState } from 'react'
import { counted } from '../../messages/format'
import styles from './canvas.module.css'
import { useCatalog } from './catalog'
import { useRun, useSelect } from './on-board'

/** What is done sooner is not worth a word. */
const SAID_MS = 250

/** A line over the canvas while it is laid out anew. */
export function Arranging() {
  const run = useRun()
  const { nouns } = useCatalog()
  const nodes = useSelect((state) => state.canvas.arranging)
  const [said, setSaid] = useState(false)
  const going = nodes !== undefined
  useEffect(() => {
    setSaid(false)
    const timer = going ? setTimeout(() => setSaid(true), SAID_MS) : undefined
    return () => clearTimeout(timer)
  }, [going])
  if (nodes === undefined || !said) return null
  return (
    <div className={styles.arranging} role="status">
      Laying out {counted(nodes, nouns.node)}…
      <button type="button" onClick={() => run('graph.stopTidy')}>
        Cancel
      </button>
    </div>
  )
}
