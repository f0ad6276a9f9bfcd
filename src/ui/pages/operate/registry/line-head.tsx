/** @file LineHead: the name of a model, its number of versions, and the rollbacks of its aliases. */
import { registryText as text } from '../../../../messages/en/operate/registry'
import { termsText } from '../../../../messages/en/operate/terms'
import type { ModelLine } from '../../../../studio/operate/registry'
import { Button } from '../../../kit/button'
import { useRun } from '../../../studio-context'
import styles from './registry.module.css'
import { waysBack } from './ways-back'

/** The head of a model. */
export function LineHead({ line, onMoves }: { readonly line: ModelLine; readonly onMoves: () => void }) {
  const run = useRun()
  const { model, versions, moves, damaged } = line
  return (
    <div className={styles.head}>
      <h3 title={model}>{model}</h3>
      <span className={styles.soft}>{text.versions({ n: versions.length })}</span>
      {damaged.length > 0 && <span className={styles.bad}>{text.damagedMoves({ n: damaged.length })}</span>}
      <span className={styles.grow} />
      {waysBack(line).map(({ alias, to }) => (
        <Button key={alias} size="small" icon="undo" onClick={() => run('registry.rollback', { model, alias })}>
          {text.rollBack({ alias: termsText.alias[alias], version: to })}
        </Button>
      ))}
      {moves.length > 0 && (
        <Button size="small" tone="quiet" onClick={onMoves}>
          {text.movesButton({ n: moves.length })}
        </Button>
      )}
    </div>
  )
}
