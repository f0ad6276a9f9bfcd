/** @file Reproduce: the controls for reproducing a version by training it again, with progress and the verdict. */
import { registryText } from '../../../../messages/en/operate/registry'
import { Button } from '../../../kit/button'
import { Progress } from '../../../kit/progress'
import styles from './registry.module.css'
import type { Reproduction } from './use-reproduction'

const { reproduce: text } = registryText

/** Controls for reproducing a version, shown above the model card. */
export function Reproduce({ training: { state, start, stop } }: { readonly training: Reproduction }) {
  if (state.tag === 'on')
    return (
      <div className={styles.reproduce}>
        <Progress label={text.progress} share={state.share} text={text.share({ share: state.share })} />
        <Button size="small" onClick={stop}>
          {text.stop}
        </Button>
      </div>
    )
  return (
    <div className={styles.reproduce}>
      <Button size="small" icon="play" onClick={start}>
        {text.start}
      </Button>
      {state.tag === 'no' && <span className={styles.soft}>{text.about}</span>}
      {state.tag === 'failed' && <span className={styles.bad}>{state.why}</span>}
      {state.tag === 'done' && (
        <span role="status">
          <b data-verdict={VERDICTS[state.found.verdict]}>{text.verdict[state.found.verdict]}</b> {state.found.sentence}
        </span>
      )}
    </div>
  )
}

const VERDICTS = { same: 'passed', differs: 'failed', cannot: 'unsure' } as const
