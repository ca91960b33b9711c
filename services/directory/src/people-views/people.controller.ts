import { Controller, Get, Query } from '@nestjs/common';
import { Answers, IdParam, Requires, Versioned } from '@throughline/http/decorators';
import type { Page } from '@throughline/http/page';
import type { PersonView } from './people.dto';
import { PeoplePageDto, PeopleQueryDto, PersonDto } from './people.dto';
import { PeopleViews } from './people.views';

@Controller('v1/people')
export class PeopleController {
  constructor(private readonly people: PeopleViews) {}

  @Get()
  @Requires('read', 'person')
  @Answers(200, PeoplePageDto)
  page(@Query() query: PeopleQueryDto): Promise<Page<PersonView>> {
    return this.people.page(query);
  }

  @Get(':id')
  @Requires('read', 'person')
  @Versioned()
  @Answers(200, PersonDto)
  one(@IdParam() personId: string): Promise<PersonView> {
    return this.people.one(personId);
  }
}
