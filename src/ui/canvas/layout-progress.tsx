/** @file LayoutProgress: the status of an automatic layout that takes longer, with a button that cancels it. */
import { useEffect, useState } from 'react'
import { boardText } from '../../messages/en/canvas/board'
import styles from './canvas.module.css'
import { useCatalog } from './canvas-catalog'
import { useRunCommand, useSelect } from './board-context'

const text = boardText.arranging

/** A layout that takes less time shows no status. */
const SHOWN_AFTER_MS = 250

/** A status line over the canvas during the layout. */
export function LayoutProgress() {
  const run = useRunCommand()
  const { nouns } = useCatalog()
  const nodes = useSelect((state) => state.canvas.arranging)
  const [isShown, setShown] = useState(false)
  const isRunning = nodes !== undefined
  useEffect(() => {
    setShown(false)
    const timer = isRunning ? setTimeout(() => setShown(true), SHOWN_AFTER_MS) : undefined
    return () => clearTimeout(timer)
  }, [isRunning])
  if (nodes === undefined || !isShown) return null
  return (
    <div className={styles.arranging} role="status">
      {text.progress({ nodes, noun: nouns.node })}
      <button type="button" onClick={() => run('graph.stopTidy')}>
        {text.cancel}
      </button>
    </div>
  )
}
