/** The quickstart as a reader uses it: found by what is said aloud, never by class or place. */
import { expect, type FrameLocator, type Locator, type Page } from '@playwright/test';
import { demoUser } from '#lib/scenario/defaults.ts';
import { type StepAsSeen, steps } from './steps.ts';

export class Lab {
  readonly page: Page;
  readonly rail: Locator;
  readonly run: Locator;
  /** The step that is being looked at. */
  readonly card: Locator;
  readonly phone: Locator;
  /** The tenant's page in the phone's browser tab. */
  readonly tab: FrameLocator;
  /** The heading above what a step came to; it has the focus once there is something. */
  readonly result: Locator;

  constructor(page: Page) {
    this.page = page;
    this.rail = page.getByRole('navigation', { name: 'Steps' });
    this.run = page.getByRole('region', { name: 'The run' });
    this.card = this.run.getByRole('article');
    this.phone = page.getByRole('region', { name: 'The person’s phone' });
    this.tab = this.phone.locator('iframe').contentFrame();
    this.result = this.card.getByRole('heading', { name: /^What happened/ });
  }

  /** Opens the quickstart at a step, and waits until the run is there to work with. */
  async open(id?: string): Promise<void> {
    await this.page.goto(id === undefined ? '/quickstart' : `/quickstart/${id}`);
    await expect(this.card).toBeVisible();
  }

  button(name: string): Locator {
    return this.run.getByRole('button', { name, exact: true });
  }

  /** The step's own line in the rail. */
  stepLink({ title }: StepAsSeen): Locator {
    const number = steps.findIndex((step) => step.title === title) + 1;
    return this.rail.getByRole('link', { name: new RegExp(`^${number} ${title}( |$)`) });
  }

  async show(id: string): Promise<void> {
    await this.stepLink(stepAt(id)).click();
    await expect(this.page).toHaveURL(new RegExp(`/quickstart/${id}$`));
    await expect(this.card.getByRole('heading', { name: stepAt(id).title, exact: true })).toBeVisible();
  }

  /** Presses the step's own button and waits for what comes of it. */
  async perform(id: string): Promise<void> {
    await this.button(stepAt(id).button).click();
    if (id === 'authorization-request') await expect(this.username).toBeVisible();
    else if (id === 'logout-request') await expectStep(this, id, 'Done');
    else await expect(this.result).toBeFocused();
  }

  /** Goes step by step until the given one is done. The person logs in as the demo user. */
  async performUpTo(last: string): Promise<void> {
    for (const { id } of steps) {
      if (id === 'login') {
        await this.logIn();
        await expectStep(this, 'authorization-response', 'Ready');
      } else {
        await this.show(id);
        await this.perform(id);
      }
      if (id === last) return;
    }
  }

  get username(): Locator {
    return this.tab.getByLabel('Email address');
  }

  get password(): Locator {
    return this.tab.getByLabel('Password');
  }

  /** Fills in the tenant's page and sends it. */
  async logIn(email: string = demoUser.email, password: string = demoUser.password): Promise<void> {
    await this.username.fill(email);
    await this.password.fill(password);
    await this.tab.getByRole('button', { name: 'Continue' }).click();
  }

  async runToEnd(): Promise<void> {
    await this.button('Run to the end').click();
    await this.expectDone(steps.length);
  }

  /** How many steps are done, as the page says it in words. */
  async expectDone(count: number): Promise<void> {
    await expect(this.run.getByText(`${count} of ${steps.length} done`)).toBeVisible();
  }

  /** A message that the card shows, by the title above it. */
  message(title: string): Locator {
    return this.card.getByRole('figure').filter({ has: this.page.getByText(title, { exact: true }) });
  }

  /** What somebody checked, by the title of the list. */
  verdicts(title: string): Locator {
    return this.card.getByRole('region', { name: title });
  }

  /** A token that the card takes apart, by its name on the wire. */
  token(name: string): Locator {
    return this.card
      .getByRole('region', { name: 'Tokens, decoded' })
      .getByRole('group')
      .filter({ has: this.page.locator('summary').getByText(name, { exact: true }) });
  }

  /** What this tab keeps of the run, as text. */
  async kept(): Promise<string> {
    return this.page.evaluate(() => sessionStorage.getItem('pixy:run') ?? '');
  }

  /**
   * What a step was answered with, oldest first. Taken from the run's own record: a browser forgets the bodies of
   * answers at times, and the record is what the page shows.
   */
  async answers(id: string): Promise<Record<string, unknown>[]> {
    const { run } = JSON.parse(await this.kept()) as {
      run: { trace: { step: string; kind: string; response?: { body: string } }[] };
    };
    return run.trace
      .filter(({ step, kind }) => step === id && kind === 'exchange')
      .map(({ response }) => JSON.parse(response?.body ?? 'null') as Record<string, unknown>);
  }

  /** A value of the run, for example the code verifier. */
  async value(name: string): Promise<string> {
    const { run } = JSON.parse(await this.kept()) as { run: { values: Record<string, string> } };
    const value = run.values[name];
    if (value === undefined) throw new Error(`The run has no ${name}.`);
    return value;
  }
}

type Status = 'Locked' | 'Ready' | 'Running' | 'Done' | 'Refused' | 'No answer' | 'Out of date';

/** The status of a step, in the word that its line in the rail says. */
export async function expectStep(lab: Lab, id: string, status: Status): Promise<void> {
  await expect(lab.stepLink(stepAt(id))).toHaveAccessibleName(
    new RegExp(`${stepAt(id).title} ${status}( |$)`),
  );
}

export function stepAt(id: string): StepAsSeen {
  const step = steps.find((each) => each.id === id);
  if (!step) throw new Error(`No step is called ${id}.`);
  return step;
}
