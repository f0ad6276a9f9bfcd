/** @file useMistakes: a mistake of ours that nothing caught is told, once, with what helps to mend it; work goes on. */
import { useEffect } from 'react'
import { Refusal } from '../../messages/message'
import { useRun } from '../studio-context'

/** Shows uncaught errors of the page as a notice. */
export function useMistakes(): void {
  const run = useRun()
  useEffect(() => {
    const tell = (error: unknown) => {
      const why = error instanceof Error ? error.message : String(error)
      const text = error instanceof Refusal ? why : `Something in Netloom itself went wrong: ${why}`
      run('notice.show', { tone: 'bad', text })
    }
    const onError = (event: ErrorEvent) => {
      // Browsers report a resize that is handled a frame later as an error; it is none.
      if (!event.message.startsWith('ResizeObserver')) tell(event.error ?? event.message)
    }
    const onRejection = (event: PromiseRejectionEvent) => tell(event.reason)
    window.addEventListener('error', onError)
    window.addEventListener('unhandledrejection', onRejection)
    return () => {
      window.removeEventListener('error', onError)
      window.removeEventListener('unhandledrejection', onRejection)
    }
  }, [run])
}
