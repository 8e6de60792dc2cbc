// Catches what a component throws, so that a fault shows a sentence and a way on, never a blank screen.
import { Component, type ReactNode } from 'react'
import { t } from '../i18n/index.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'

interface Props {
  readonly children: ReactNode
}

interface State {
  readonly hasFailed: boolean
}

export class ErrorBoundary extends Component<Props, State> {
  override state: State = { hasFailed: false }

  static getDerivedStateFromError(): State {
    return { hasFailed: true }
  }

  override componentDidCatch(error: unknown): void {
    console.error(error)
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children
    return (
      <div className="crash" role="alert">
        <EmptyState
          size="page"
          title={t('shell.crashTitle')}
          actions={
            <>
              <Button
                onPress={() => {
                  this.setState({ hasFailed: false })
                }}
              >
                {t('common.retry')}
              </Button>
              <Button
                variant="primary"
                onPress={() => {
                  window.location.reload()
                }}
              >
                {t('shell.crashReload')}
              </Button>
            </>
          }
        >
          {t('shell.crashText')}
        </EmptyState>
      </div>
    )
  }
}
