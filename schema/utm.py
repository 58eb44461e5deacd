"""Campaigns in GraphQL."""

from typing import Annotated

import strawberry

from pulse.paging import page_after
from pulse.windows import Interval
from resolvers import utm
from resolvers.stats import Point
from resolvers.utm import CampaignRow, Tag
from schema.costs import REPORT
from schema.expose import offer, report
from schema.fields import argument, field
from schema.inputs import Search
from schema.paging import After, Connection, First, connect
from schema.reports import Asked

offer(
    Tag,
    "What a link says of the campaign it belongs to, or what follows from it.",
    {
        "CAMPAIGN": "utm_campaign, the campaign's name.",
        "SOURCE": "utm_source, who sent the visitor.",
        "MEDIUM": "utm_medium, by what kind of link.",
        "TERM": "utm_term, the words that were searched for.",
        "CONTENT": "utm_content, which of several links.",
        "CHANNEL": "Kind of source: direct, organic search, paid, social, email, referral, AI assistants.",
    },
    name="CampaignTag",
)
report(CampaignRow)


@strawberry.type
class CampaignReports(Asked):
    """Which campaigns bring visitors."""

    @field(utm.campaigns, cost=REPORT)
    async def campaigns(
        self,
        by: Annotated[Tag, argument("Which parameter.")] = Tag.CAMPAIGN,
        first: First = 10,
        after: After = None,
        search: Search = None,
    ) -> Connection[CampaignRow] | None:
        """By a UTM parameter."""
        page = page_after(first, after)
        return connect(await utm.campaigns(self.ctx, self.ask, page, by, search), page)

    @field(utm.campaign_series, cost=REPORT)
    async def campaign_series(
        self,
        value: Annotated[str, argument("The value of the parameter.")],
        by: Annotated[Tag, argument("Which parameter.")] = Tag.SOURCE,
        interval: Annotated[Interval, argument("How wide a step is.")] = Interval.DAY,
    ) -> list[Point] | None:
        """One value over time."""
        return await utm.campaign_series(self.ctx, self.ask, value, by, interval)
