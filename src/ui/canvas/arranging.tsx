/** @file Arranging: the status of an automatic layout that takes a while, with a button that cancels it. */
import { useEffect, useState } from 'react'
import { boardText } from '../../messages/en/canvas/board'
import styles from './canvas.module.css'
import { useCatalog } from './catalog'
import { useRun, useSelect } from './on-board'

const text = boardText.arranging

/** A shorter layout shows no status. */
const SHOWN_AFTER_MS = 250

/** A line over the canvas during the layout. */
export function Arranging() {
  const run = useRun()
  const { nouns } = useCatalog()
  const nodes = useSelect((state) => state.canvas.arranging)
  const [shown, setShown] = useState(false)
  const isRunning = nodes !== undefined
  useEffect(() => {
    setShown(false)
    const timer = isRunning ? setTimeout(() => setShown(true), SHOWN_AFTER_MS) : undefined
    return () => clearTimeout(timer)
  }, [isRunning])
  if (nodes === undefined || !shown) return null
  return (
    <div className={styles.arranging} role="status">
      {text.progress({ nodes, noun: nouns.node })}
      <button type="button" onClick={() => run('graph.stopTidy')}>
        {text.cancel}
      </button>
    </div>
  )
}
