/** @file ResendRequest: sends the same input to the version that a given alias points to, and shows the prediction. */
import { useState } from 'react'
import { requestText } from '../../../../messages/en/operate/request'
import { termsText } from '../../../../messages/en/operate/terms'
import { Refusal, formatMessage } from '../../../../messages/message'
import { ALIASES } from '../../../../catalog/lowered-stage'
import type { VersionRef } from '../../../../ops/service-spec'
import { Button } from '../../../kit/button'
import type { ShownResponse } from '../url/response'
import { useOperateController, useOperate } from '../use-operate'
import { inferVersion } from './infer-version'
import styles from './request.module.css'
import type { LoadedInput } from './use-request'

const { again: text } = requestText

type Response =
  | { readonly who: string; readonly answer: ShownResponse }
  | { readonly who: string; readonly trouble: string }

export function ResendRequest({ brought: { input, servedData } }: { readonly brought: LoadedInput }) {
  const controller = useOperateController()
  const aliases = useOperate((state) => state.aliases)
  const serving = useOperate((state) => state.serving.tag === 'on')
  const [response, setResponse] = useState<Response>()
  const model = servedData?.record.name
  if (!model || !input || input.kind === 'watched') return null

  async function ask(who: string, ref: VersionRef): Promise<void> {
    if (!input || input.kind === 'watched') return
    try {
      setResponse({ who, answer: await inferVersion(controller, ref, input) })
    } catch (error) {
      setResponse({ who, trouble: error instanceof Refusal ? formatMessage(error.reason) : String(error) })
    }
  }
  return (
    <>
      <div className={styles.buttons}>
        {ALIASES.map((alias) => {
          const version = aliases[model]?.[alias]
          return version === undefined ? null : (
            <Button
              key={alias}
              size="small"
              disabled={!serving}
              title={serving ? text.version({ model, version }) : text.serveFirst}
              onClick={() => void ask(text.who({ alias: termsText.alias[alias], version }), { model, version })}
            >
              {text.ask({ alias: termsText.alias[alias] })}
            </Button>
          )
        })}
      </div>
      {response && (
        <p className={styles.resent} role="status">
          <b>{response.who}</b>
          {'answer' in response ? answerText(response.answer) : response.trouble}
        </p>
      )}
    </>
  )
}

function answerText({ status, text: prediction, probabilities: [first] }: ShownResponse): string {
  return status === 200 && first ? text.prediction({ prediction, confidence: first.chance }) : prediction
}
