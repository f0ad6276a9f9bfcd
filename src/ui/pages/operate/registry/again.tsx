/** @file Again: reproduces a version by training it again, with its progress and its verdict. */
import { registryText } from '../../../../messages/en/operate/registry'
import { Button } from '../../../kit/button'
import { Progress } from '../../../kit/progress'
import styles from './registry.module.css'
import type { Training } from './use-training'

const { reproduce: text } = registryText

/** The strip above a model card. */
export function Again({ training: { state, start, stop } }: { readonly training: Training }) {
  if (state.tag === 'on')
    return (
      <div className={styles.again}>
        <Progress label={text.progress} share={state.share} words={text.share({ share: state.share })} />
        <Button size="small" onClick={stop}>
          {text.stop}
        </Button>
      </div>
    )
  return (
    <div className={styles.again}>
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
