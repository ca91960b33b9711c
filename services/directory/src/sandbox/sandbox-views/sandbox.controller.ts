import { Controller, Get } from '@nestjs/common';
import { Answers, Public } from '@throughline/http/decorators';
import type { PersonView } from '../../people-views/people.dto';
import { PeoplePageDto } from '../../people-views/people.dto';
import { PeopleViews } from '../../people-views/people.views';

/** What somebody needs who has not signed in yet. */
@Controller('v1/sandbox/people')
export class SandboxController {
  constructor(private readonly people: PeopleViews) {}

  /** Whom one may sign in as: everybody, in one answer. */
  @Get()
  @Public()
  @Answers(200, PeoplePageDto)
  async everybody(): Promise<{ items: PersonView[] }> {
    const { items } = await this.people.page({ limit: 200 });
    return { items };
  }
}
